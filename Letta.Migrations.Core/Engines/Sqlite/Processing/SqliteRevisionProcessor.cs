using System.Data.Common;
using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Engines.Sqlite.Rebuild;
using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Rule = System.Data.Rule;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// Carries out on SQLite every step that Postgres accepts. Changes of tables are held back and done together, each table in one go
/// (<see cref="SchemaEditor"/>); changes of rows, and whatever else looks at tables, first have everything held back carried out.
/// </summary>
/// <remarks>
/// The session keeps foreign-key enforcement off while this works, calls <see cref="Flush"/> after the last step and
/// <see cref="CheckForeignKeys"/> before it commits. The schema before a table's name is ignored.
/// </remarks>
internal sealed class SqliteRevisionProcessor : SqliteNoOpSteps
{
    private readonly SqliteConnection _connection;
    private readonly SchemaEditor _editor;
    private readonly ForeignKeyWatch _watch;
    private readonly SchemaReader _schema;
    private readonly SqliteColumns _columns;
    private DbTransaction? _transaction;

    /// <param name="connection">Open, and with foreign-key enforcement off.</param>
    /// <param name="own">The names of our own tables.</param>
    /// <param name="observer">Sees each statement.</param>
    public SqliteRevisionProcessor(SqliteConnection connection, OwnTables own, StatementObserver? observer)
        : base(own.Stock?.SqliteGenerator ?? new SqliteGenerator(), connection, own, observer)
    {
        (Dialect, Orphans) = (SqliteBackfills.Dialect(own), new SqliteOrphans(own));
        _connection = connection;
        _columns = new SqliteColumns(own.Stock);
        _schema = new SchemaReader(connection, own);
        _watch = new ForeignKeyWatch(connection, _schema.Note);
        _editor = new SchemaEditor(
            Snapshot,
            sql => _watch.Ignore(() => Process(sql)),
            (table, plan) => _watch.Ignore(() => CarryOut(table, plan)),
            new Dependents(Snapshot, Compiles));
    }

    /// <summary>With another transaction another revision begins: nothing that was held back for the last one counts.</summary>
    public override DbTransaction? Transaction
    {
        get => _transaction;
        set
        {
            _transaction = value;
            if (value is not null)
                _schema.Continue();
            _editor.Forget();
            _watch.Forget();
        }
    }

    /// <summary>How long one statement may run.</summary>
    public StatementLimit Limit { get; init; } = StatementLimit.None;

    protected override IReadOnlyList<string> Names => Own.Stock?.Sqlite ?? ["SQLite"];

    public override BackfillDialect Dialect { get; }

    public override void Flush() => _editor.Flush();

    /// <summary>
    /// Checks the foreign keys of the tables that the revision altered or wrote to, and those that refer to rows it changed or deleted.
    /// Rows that were astray before, in tables it did not touch, are not its business.
    /// </summary>
    public void CheckForeignKeys() => new ForeignKeyCheck(Snapshot(), CreateCommand).Run(_watch);

    /// <summary>Says that what was done to the schema will be committed, or that it may have been rolled back.</summary>
    public void EndSchema(bool kept)
    {
        if (kept)
            _schema.Keep();
        else
            _schema.Forget();
    }

    /// <summary>Schemas mean nothing here: FluentMigrator's own processor says that each is there.</summary>
    protected override bool HasSchema(string name) => true;

    protected override bool HasTable(string? schema, string name) => Snapshot().Table(name) is not null;

    protected override bool HasColumn(string? schema, string table, string name) => Snapshot().Table(table)?.Column(name) is not null;

    /// <summary>FluentMigrator's own processor does not look.</summary>
    protected override bool HasConstraint(string? schema, string table, string name) => false;

    protected override bool HasIndex(string? schema, string table, string name)
        => Snapshot().Index(name) is { } index && SqlName.Same(index.Table, table);

    protected override bool HasSequence(string? schema, string name) => false;

    protected override bool HasDefault(string? schema, string table, string column, object value) => false;

    public override void Process(CreateTableExpression expression)
    {
        var columns = expression.Columns.Select(_columns.New).ToList();
        var table = new TableDefinition(expression.TableName, columns, []);
        var key = expression.Columns.Where(c => c.IsPrimaryKey).ToList();
        if (key.Count > 0)
        {
            var name = key.Select(c => c.PrimaryKeyName).FirstOrDefault(n => !string.IsNullOrEmpty(n));
            table = table.Add(new KeyConstraint(name, IsPrimary: true, [.. key.Select(c => new KeyColumn(c.Name))]));
        }

        _editor.Create(table);
    }

    public override void Process(DeleteTableExpression expression) => _editor.Drop(expression.TableName, expression.IfExists);

    public override void Process(RenameTableExpression expression)
    {
        _editor.Rename(expression.OldName, expression.NewName);
        _watch.NoteRenamed(expression.OldName, expression.NewName);
    }

    /// <summary>
    /// Its keys, unique index and foreign key are expressions of their own; PrimaryKey() says nothing here, as on Postgres.
    /// </summary>
    public override void Process(CreateColumnExpression expression)
        => _editor.AddColumn(expression.TableName, _columns.New(expression.Column));

    public override void Process(AlterColumnExpression expression)
        => _editor.AlterColumn(
            expression.TableName,
            expression.Column.Name,
            $"alter table \"{expression.TableName}\" alter column \"{expression.Column.Name}\"",
            c => _columns.Altered(c, expression.Column));

    public override void Process(AlterDefaultConstraintExpression expression)
        => _editor.SetDefault(expression.TableName, expression.ColumnName, _columns.Default(expression.DefaultValue));

    public override void Process(DeleteDefaultConstraintExpression expression)
        => _editor.SetDefault(expression.TableName, expression.ColumnName, null);

    public override void Process(DeleteColumnExpression expression)
    {
        foreach (var column in expression.ColumnNames)
            _editor.DropColumn(expression.TableName, column);
    }

    public override void Process(RenameColumnExpression expression)
        => _editor.RenameColumn(expression.TableName, expression.OldName, expression.NewName);

    public override void Process(CreateForeignKeyExpression expression)
    {
        var from = expression.ForeignKey;
        var key = new ForeignKeyConstraint(NullIfEmpty(from.Name), [.. from.ForeignColumns], from.PrimaryTable, [.. from.PrimaryColumns])
        {
            OnDelete = from is ExtendedForeignKey { RestrictsDelete: true } ? "RESTRICT" : Action(from.OnDelete),
            OnUpdate = from is ExtendedForeignKey { RestrictsUpdate: true } ? "RESTRICT" : Action(from.OnUpdate),
            Deferral = (from as ExtendedForeignKey)?.Deferral,
        };
        _editor.AddConstraint(from.ForeignTable, key, $"alter table \"{from.ForeignTable}\" add constraint \"{from.Name}\"");
    }

    public override void Process(DeleteForeignKeyExpression expression)
    {
        var key = expression.ForeignKey;
        DropConstraint<ForeignKeyConstraint>(
            key.ForeignTable,
            key.Name,
            _ => true,
            c => key.ForeignColumns.Count > 0
                && c.Columns.SequenceEqual(key.ForeignColumns, StringComparer.OrdinalIgnoreCase)
                && (string.IsNullOrEmpty(key.PrimaryTable) || SqlName.Same(c.Parent, key.PrimaryTable)));
    }

    /// <summary>
    /// To a UNIQUE constraint of SQLite every NULL differs. Where they are to be equal, the constraint has an index at its side, over the
    /// rows with a NULL in them; it goes when the constraint goes.
    /// </summary>
    public override void Process(CreateConstraintExpression expression)
    {
        var from = expression.Constraint;
        var key = new KeyConstraint(
            NullIfEmpty(from.ConstraintName), from.IsPrimaryKeyConstraint, [.. from.Columns.Select(c => new KeyColumn(c))]);
        _editor.AddConstraint(from.TableName, key, $"alter table \"{from.TableName}\" add constraint \"{from.ConstraintName}\"");
        if (UniqueNulls.AreEqual(from))
        {
            _editor.CreateIndex(from.TableName, new TableIndex(
                SqliteIndexes.NullsIndex(from.ConstraintName),
                Unique: true,
                [.. from.Columns.Select(c => new IndexColumn(c, Descending: false))],
                string.Join(" OR ", from.Columns.Select(c => $"{SqlName.Quote(c)} IS NULL")),
                NullsNotDistinct: true));
        }
    }

    public override void Process(DeleteConstraintExpression expression)
    {
        var key = expression.Constraint;
        DropConstraint<KeyConstraint>(
            key.TableName,
            key.ConstraintName,
            c => c.IsPrimary == key.IsPrimaryKeyConstraint,
            c => c.IsPrimary || (key.Columns.Count > 0 && c.Covers([.. key.Columns])));
        if (key.IsUniqueConstraint)
            _editor.DropIndex(SqliteIndexes.NullsIndex(key.ConstraintName), ifExists: true);
    }

    public override void Process(CreateCheckExpression expression)
        => _editor.AddConstraint(
            expression.Table,
            new CheckConstraint(expression.Name, SqlExpression.WithoutTable(expression.Condition, expression.Table)),
            $"alter table \"{expression.Table}\" add constraint \"{expression.Name}\"");

    public override void Process(DropCheckExpression expression)
        => DropConstraint<CheckConstraint>(expression.Table, expression.Name, _ => true, _ => false);

    public override void Process(CreateIndexExpression expression)
        => _editor.CreateIndex(expression.Index.TableName, SqliteIndexes.New(expression.Index));

    public override void Process(DeleteIndexExpression expression) => _editor.DropIndex(expression.Index.Name);

    public override void Process(SetNotNullIfFilledExpression expression)
    {
        var statement = $"alter table \"{expression.Table}\" alter column \"{expression.Column}\" set not null";
        var hasNull = _editor.FindsNull(expression.Table, expression.Column, statement) is { } query
            && Convert.ToInt64(Scalar(query), provider: null) != 0;
        if (!hasNull)
            _editor.AlterColumn(expression.Table, expression.Column, statement, c => c with { NotNull = c.NotNull ?? new NotNull() });
    }

    public override void Process(InsertDataExpression expression)
    {
        Flush();
        foreach (var row in expression.Rows)
        {
            var one = new InsertDataExpression { TableName = expression.TableName };
            one.Rows.Add(row);
            Process(row.Count == 0 ? $"INSERT INTO {SqlName.Quote(expression.TableName)} DEFAULT VALUES" : Generator.Generate(one));
        }
    }

    public override void Process(UpdateDataExpression expression)
    {
        if (expression is { IsAllRows: true, Set: [{ Key.Length: > 0 } set] }
            && _editor.TryFill(expression.TableName, set.Key, _columns.Value(set.Value)))
        {
            return;
        }

        Flush();
        base.Process(expression);
    }

    public override void Process(DeleteDataExpression expression)
    {
        Flush();
        base.Process(expression);
    }

    /// <summary>An enum is text as wide as its longest label.</summary>
    public override void Process(ChangeEnumExpression expression)
    {
        var type = $"VARCHAR({expression.To.Max(label => label.Length)})";
        foreach (var (table, column) in expression.Columns)
            _editor.AlterColumn(table, column, $"alter table \"{table}\" alter column \"{column}\"", c => c with { Type = type });
    }

    protected override void Process(string sql) => Limit.Send(_connection, sql, () => base.Process(sql));

    protected override int WriteValues(string sql, (string Name, object? Value)[] values)
    {
        var rows = 0;
        _watch.Ignore(() => Limit.Send(_connection, sql, () => rows = base.WriteValues(sql, values)));
        return rows;
    }

    internal override OrphanDialect Orphans { get; }

    internal override DatabaseSchema ReadCatalog() => SqliteCatalogReader.Read(Snapshot());

    internal override string Named(string table) => SqlName.Quote(table);

    /// <summary>Foreign keys are not enforced while revisions run, so that none changes rows by itself.</summary>
    internal override HiddenDependencies ReadHiddenDependencies()
        => new([.. Snapshot().Views.Select(v => v.Name)], Snapshot().Triggers.Any(), KeysAct: false, []);

    /// <summary>The schema as it is.</summary>
    internal SchemaSnapshot Snapshot() => _schema.Read();

    /// <summary>Sends one statement that changes no row.</summary>
    internal void Send(string sql) => _watch.Ignore(() => Process(sql));

    /// <summary>Carries out the plan of a table, which keeps every row.</summary>
    internal void Rebuild(string table, IReadOnlyList<string> plan) => _watch.Ignore(() => CarryOut(table, plan));

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Action(Rule rule) => rule switch
    {
        Rule.Cascade => "CASCADE",
        Rule.SetNull => "SET NULL",
        Rule.SetDefault => "SET DEFAULT",
        _ => null,
    };

    private void DropConstraint<T>(string table, string? name, Func<T, bool> kind, Func<T, bool> looksSo)
        where T : TableConstraint
        => _editor.DropConstraint(table, NullIfEmpty(name), $"alter table \"{table}\" drop constraint \"{name}\"", kind, looksSo);

    private void CarryOut(string table, IReadOnlyList<string> plan)
    {
        if (TablePlan.IsRebuild(plan, table) && Convert.ToInt64(Scalar("PRAGMA foreign_keys"), provider: null) != 0)
            throw new InvalidOperationException(
                $"Foreign keys are enforced: to rebuild \"{table}\" now would delete the rows that refer to it.");

        var alone = raw.sqlite3_get_autocommit(_connection.Handle) != 0;
        var done = false;
        try
        {
            if (alone)
                Process("BEGIN IMMEDIATE"); // No transaction around the revision: a table is rebuilt all or not at all even so.
            _schema.Altering(table, () =>
            {
                foreach (var statement in plan)
                    Process(statement);
            });
            if (alone)
                Process("COMMIT");
            done = true;
        }
        catch (StatementFailedException e)
        {
            throw TablePlan.UnderItsOwnName(e, table);
        }
        finally
        {
            if (!done)
                PutBack(rollBack: alone);
        }

        _watch.NoteAltered(table);
    }

    /// <summary>
    /// Sent past the observer, and with no regard to whether it works: what went wrong is in the exception that is on its way. The pragma
    /// belongs to the connection, so that no rollback takes it back.
    /// </summary>
    private void PutBack(bool rollBack)
    {
        if (rollBack)
            raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
        _schema.Forget();
        raw.sqlite3_exec(_connection.Handle, "PRAGMA legacy_alter_table = OFF");
    }

    private bool Compiles(string sql)
    {
        var compiles = true;
        _watch.Ignore(() =>
        {
            try
            {
                using var command = CreateCommand($"EXPLAIN {sql}");
                using var reader = command.ExecuteReader();
            }
            catch (SqliteException)
            {
                compiles = false;
            }
        });
        return compiles;
    }
}
