using FluentMigrator;
using FluentMigrator.Builders.Create.ForeignKey;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Authoring;

/// <summary>
/// One step of the schema's history, with its downgrade. Says everything a FluentMigrator <see cref="Migration"/> can say,
/// on Postgres and on SQLite alike, and what FluentMigrator has no words for: enums, checks, extensions, deferrable
/// foreign keys, and conditions that existing rows must meet.
/// </summary>
/// <remarks>
/// A revision is frozen once released, and writes itself down without looking at the database: <c>Schema…Exists()</c> throws.
/// </remarks>
public abstract class Revision : Migration
{
    private IMigrationContext? _context;
    private bool _down;

    private IMigrationContext Collecting => _context ?? throw new InvalidOperationException("Only Up() and Down() describe steps.");

    /// <inheritdoc />
    public override void GetUpExpressions(IMigrationContext context)
    {
        (_context, _down) = (context, false);
        base.GetUpExpressions(context);
    }

    /// <inheritdoc />
    public override void GetDownExpressions(IMigrationContext context)
    {
        (_context, _down) = (context, true);
        base.GetDownExpressions(context);
    }

    /// <summary>Runs one SQL statement that means the same on both engines.</summary>
    /// <param name="sql">The statement, without a trailing semicolon.</param>
    protected void Sql(string sql) => Add(new ExecuteSqlStatementExpression { SqlStatement = sql });

    /// <summary>Runs one SQL statement, spelled for each engine.</summary>
    /// <param name="postgres">The statement on Postgres.</param>
    /// <param name="sqlite">The statement on SQLite.</param>
    protected void Sql(string postgres, string sqlite) => Sql(OnPostgres ? postgres : sqlite);

    /// <summary>True while the revision is collected for Postgres, false for SQLite.</summary>
    protected bool OnPostgres => Collecting.QuerySchema.DatabaseType.StartsWith("Postgres", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A condition that existing rows must meet before this revision may change anything. Where rows break it, the revision is
    /// refused with exit code 7: how many they are, the keys of the first few, the query that lists them, and the remedy.
    /// All conditions and losses of a revision are reported at once, before its first change; those of later revisions of a run as well,
    /// before the first change of the run, unless an earlier revision may change what they look at.
    /// </summary>
    /// <param name="offence">What is wrong with the rows, continuing "3 rows of sources …", e.g. "have no organization".</param>
    /// <param name="table">The table the rows are in.</param>
    /// <param name="query">A SELECT of the offending rows, their key in the first column; the same on both engines.</param>
    /// <param name="remedy">What a person should do about them.</param>
    protected void Refuse(string table, string offence, string query, string remedy)
        => Add(new RefuseRowsExpression(table, offence, query, remedy));

    /// <summary>Refuses rows with NULL in a column that is about to be NOT NULL.</summary>
    protected void RefuseNull(string table, string column)
        => Refuse(
            table,
            $"must not have NULL in \"{column}\"",
            $"select id from {table} where \"{column}\" is null order by id",
            $"set \"{column}\" of each, or delete them");

    /// <summary>
    /// Refuses rows that refer to no existing row, by a column that is about to be, or lead to, a foreign key; NULL is not looked at.
    /// </summary>
    protected void RefuseOrphans(string table, string column, string parent)
    {
        var orphans = new OrphanQuery(table, column, parent);
        Add(new RefuseRowsExpression(
            table,
            $"must refer to an existing row of \"{parent}\" by \"{column}\"",
            orphans.Sql(),
            $"link them to existing rows of \"{parent}\", or delete them")
        {
            Orphans = orphans,
        });
    }

    /// <summary>
    /// Refuses rows that have the same values in columns that are about to be unique; to a constraint, deleted ones are rows like any
    /// other. With NULL in one of the columns a row is equal to none.
    /// </summary>
    protected void RefuseDuplicates(string table, params IReadOnlyList<string> columns)
    {
        var names = columns.Select(column => $"\"{column}\"").ToList();
        Refuse(
            table,
            $"must not have the {string.Join(" and ", names)} of another",
            $"""
            select id from (
                select id, count(*) over (partition by {string.Join(", ", names)}) as twins from {table}
                where {string.Join(" and ", names.Select(name => $"{name} is not null"))}) counted
            where twins > 1 order by id
            """,
            "change or delete all but one of each; rows that are marked as deleted count too");
    }

    /// <summary>
    /// Declares data that this revision drops and that has no replacement. Where rows hold such data, the revision is refused with exit
    /// code 7 before its first change, unless loss was accepted (<c>--accept-loss</c>): how many rows, the keys of the first few, what
    /// they lose and why, and the query that lists them all.
    /// </summary>
    /// <param name="table">The table the rows are in.</param>
    /// <param name="what">What is lost, continuing "would lose …", e.g. "the API tokens".</param>
    /// <param name="query">A SELECT of the rows that hold it, their key in the first column; asked before anything is changed.</param>
    /// <param name="why">Why it has no replacement, continuing a colon.</param>
    protected void Loses(string table, string what, string query, string why) => Add(new LosesExpression(table, what, query, why));

    /// <summary>
    /// Declares, in <c>Down</c>, what the downgrade cannot restore, and why. Does nothing when it runs; it is reported before a downgrade
    /// begins, and the documentation of the history is made from it. What the way up drops is declared with <see cref="Loses"/>.
    /// </summary>
    protected void Irreversible(string why) => Add(new IrreversibleExpression(why));

    /// <summary>
    /// SQL for a UUID that is always the same for the same text, in the form of version 4, which applications accept that check the form:
    /// rows that a revision makes get the same ids on both engines and however often it is tried.
    /// </summary>
    /// <param name="text">An SQL expression of type text.</param>
    protected string UuidOf(string text)
        // SHA-256 and not MD5, which a server in FIPS mode refuses.
        => OnPostgres
            ? $"overlay(overlay(left(encode(sha256(convert_to({text}, 'UTF8')), 'hex'), 32) placing '4' from 13) placing 'a' from "
                + $"17)::uuid::text"
            : $"migration_uuid({text})";

    /// <summary>Adds a foreign key of one column to the <c>id</c> of another table.</summary>
    protected ICreateForeignKeyCascadeSyntax ForeignKey(string name, string table, string column, string parent)
        => Create.ForeignKey(name).FromTable(table).ForeignColumn(column).ToTable(parent).PrimaryColumn("id");

    /// <summary>Adds a named CHECK constraint.</summary>
    protected void CreateCheck(string name, string table, string condition) => Add(new CreateCheckExpression(name, table, condition));

    /// <summary>Drops a named CHECK constraint.</summary>
    protected void DropCheck(string name, string table) => Add(new DropCheckExpression(name, table));

    /// <summary>Creates an enum type on Postgres; on SQLite an enum is text as wide as its longest label.</summary>
    protected void CreateEnum(string name, params string[] labels) => Add(new CreateEnumExpression(name, labels));

    /// <summary>Drops an enum type on Postgres; nothing on SQLite.</summary>
    protected void DropEnum(string name) => Add(new DropEnumExpression(name));

    /// <summary>
    /// Changes the labels of an enum type. On Postgres new labels are added without touching a row; a label that goes away must not be in
    /// any row any more. On SQLite the columns get the width of the longest label.
    /// </summary>
    /// <param name="name">The type.</param>
    /// <param name="from">Its labels now, in order.</param>
    /// <param name="to">Its labels afterwards, in order.</param>
    /// <param name="columns">All columns of that type.</param>
    protected void ChangeEnum(
        string name, IReadOnlyList<string> from, IReadOnlyList<string> to, params IReadOnlyList<(string Table, string Column)> columns)
        => Add(new ChangeEnumExpression(name, from, to, columns));

    /// <summary>
    /// Lets a column draw its values from a sequence, which goes on behind the highest value there is; nothing on SQLite, where whoever
    /// writes the row numbers it.
    /// </summary>
    protected void DrawFromSequence(string table, string column, string sequence)
        => Add(new DrawFromSequenceExpression(table, column, sequence));

    /// <summary>Takes the default of a column that draws its values from a sequence; nothing on SQLite.</summary>
    protected void StopDrawing(string table, string column) => Add(new StopDrawingExpression(table, column));

    /// <summary>Creates a sequence on Postgres; nothing on SQLite, which has none.</summary>
    /// <param name="name">The sequence.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="start">Its first value.</param>
    /// <param name="increment">The step from one value to the next.</param>
    /// <param name="least">Its least value; null for the usual one of its type.</param>
    /// <param name="largest">Its largest value; null for the usual one of its type.</param>
    /// <param name="cycles">Whether it begins again at its end.</param>
    /// <param name="ownedBy">The column it goes with, as <c>table.column</c>; null if it stands alone.</param>
    protected void CreateSequence(
        string name,
        string type = "bigint",
        long start = 1,
        long increment = 1,
        long? least = null,
        long? largest = null,
        bool cycles = false,
        string? ownedBy = null)
        => Add(new SequenceExpression(
            isNew: true, name, type, start, increment)
        { Least = least, Largest = largest, Cycles = cycles, OwnedBy = ownedBy });

    /// <summary>
    /// Changes a sequence, which goes on from where it is, to what the parameters say, whatever it was; see <see cref="CreateSequence"/>.
    /// </summary>
    protected void ChangeSequence(
        string name,
        string type = "bigint",
        long start = 1,
        long increment = 1,
        long? least = null,
        long? largest = null,
        bool cycles = false,
        string? ownedBy = null)
        => Add(new SequenceExpression(
            isNew: false, name, type, start, increment)
        { Least = least, Largest = largest, Cycles = cycles, OwnedBy = ownedBy });

    /// <summary>Drops a sequence; nothing on SQLite.</summary>
    protected void DropSequence(string name) => Add(new DeleteSequenceExpression { SequenceName = name });

    /// <summary>
    /// Changes whether the database numbers a column that exists; where it begins to, it goes on behind the highest value there is. On
    /// SQLite, which numbers the primary key of a table and decides that when the table is created, nothing.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column; NOT NULL and without a default, if it is to be numbered.</param>
    /// <param name="from">Whether the database numbers it now.</param>
    /// <param name="to">Whether the database numbers it afterwards.</param>
    protected void ChangeIdentity(string table, string column, IdentityKind from, IdentityKind to)
        => Add(new ChangeIdentityExpression(table, column, from, to));

    /// <summary>Says in words what a table is for; nothing on SQLite.</summary>
    /// <param name="table">The table.</param>
    /// <param name="comment">The words; null for none any more.</param>
    protected void CommentOn(string table, string? comment) => Add(new CommentExpression(table, null, comment));

    /// <summary>Says in words what a column is for; nothing on SQLite.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="comment">The words; null for none any more.</param>
    protected void CommentOnColumn(string table, string column, string? comment) => Add(new CommentExpression(table, column, comment));

    /// <summary>Creates a view, from a SELECT that means the same on both engines.</summary>
    /// <param name="name">The view.</param>
    /// <param name="query">
    /// The SELECT, without a trailing semicolon. What it names is there when the view is created. Who changes or drops a column that it
    /// reads drops the view first, and creates it again.
    /// </param>
    protected void CreateView(string name, string query) => Add(new CreateViewExpression(name, query));

    /// <summary>The same, with a SELECT for each engine.</summary>
    /// <param name="name">The view.</param>
    /// <param name="postgres">The SELECT on Postgres.</param>
    /// <param name="sqlite">The SELECT on SQLite.</param>
    protected void CreateView(string name, string postgres, string sqlite) => CreateView(name, OnPostgres ? postgres : sqlite);

    /// <summary>Drops a view.</summary>
    /// <param name="name">The view; it is refused while another view reads it.</param>
    protected void DropView(string name) => Add(new DropViewExpression(name));

    /// <summary>Makes sure that a Postgres extension is installed; nothing on SQLite. Never undone: other schemas may use it.</summary>
    protected void CreateExtension(string name) => Add(new CreateExtensionExpression(name));

    /// <summary>
    /// Gives the rows of a big table that have NULL in a column a value, where there is one for them. In a revision without a transaction
    /// Postgres does it a few thousand rows at a time, so that nobody waits long for one of them; killed in the middle it begins again, and
    /// does not touch what is done. A column that is new and a table that is small have <see cref="ColumnFill.FilledFrom"/>.
    /// </summary>
    /// <param name="table">The table; its key is <c>id</c>.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">
    /// An SQL expression that means the same on both engines; refers to columns of the row by the table's name, and to an index for each
    /// row.
    /// </param>
    protected void Fill(string table, string column, string value) => Add(new FillExpression(table, column, value));

    /// <summary>
    /// Makes a column NOT NULL if no row has NULL in it, and leaves it nullable otherwise: for a downgrade whose values are gone.
    /// </summary>
    protected void SetNotNullIfFilled(string table, string column) => Add(new SetNotNullIfFilledExpression(table, column));

    /// <summary>
    /// Declares a move of data over the rows of a table. It begins when the steps of this revision are committed, and goes in short
    /// batches, each committed together with how far it is: killed, it goes on from there. The upgrade carries it out before the next
    /// revision, unless it is <see cref="BackfillSyntax.Online"/>; what needs it done, a NOT NULL say, goes into the next revision.
    /// </summary>
    /// <param name="name">
    /// What the command line calls it: small letters, digits and <c>_</c>. Two that share a name must be the same.
    /// </param>
    /// <param name="table">The table that is walked through.</param>
    protected BackfillSyntax Backfill(string name, string table)
        => new(Declare(new Backfill(name, table)), OnPostgres);

    /// <summary>Says that a backfill of an earlier revision must be done before this one begins: the upgrade finishes it first.</summary>
    /// <param name="backfill">Its name.</param>
    protected void Requires(string backfill) => Add(new RequiresExpression(backfill));

    /// <summary>
    /// Encrypts columns with the key and the cipher of the product: a <see cref="Backfill"/> of the rows that have a value and no
    /// encrypted one. Without that key the revision goes on all the same: if rows wait, it is put off, a warning says so, and
    /// <c>backfill run</c> finishes it.
    /// </summary>
    /// <param name="table">The table; its primary key is <c>id</c>.</param>
    /// <param name="name">
    /// What the command line calls it; <c>encrypt_</c> and the table if null. Two that share a name must be the same.
    /// </param>
    protected EncryptSyntax Encrypt(string table, string? name = null)
        => new(Declare(new Backfill(name ?? $"encrypt_{table}", table) { Work = new EncryptColumns([]) }));

    private BackfillExpression Declare(Backfill backfill)
    {
        if (_down)
            throw new ConfigurationException(
                $"The backfill \"{backfill.Name}\" is declared in Down().",
                "Only Up() has backfills; in a downgrade say it with Sql(…).");

        var expression = new BackfillExpression(backfill);
        Add(expression);
        return expression;
    }

    private protected void Add(IMigrationExpression expression) => Collecting.Expressions.Add(expression);
}
