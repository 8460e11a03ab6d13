using System.Data;
using System.Data.Common;
using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Carries out the steps of one revision on Postgres.</summary>
internal sealed class PostgresRevisionProcessor : RevisionProcessor
{
    private readonly PostgresRevisionQuoter _quoter;
    private readonly PostgresRevisionGenerator _generator;
    private readonly string _schema;
    private readonly HeldStatements _held;
    private readonly EmptyTables _tables;
    private readonly SequenceText _sequences;
    private readonly SchemaQuestions _questions;
    private readonly List<ChangeEnumExpression> _grown = [];
    private string? _vectorSchema;
    private bool _hasDeferredKeys;

    public PostgresRevisionProcessor(NpgsqlConnection connection, string schema, OwnTables own, StatementObserver? observer)
        : this(PostgresRevisionGenerator.For(schema, own.Stock), connection, schema, own, observer)
    {
    }

    private PostgresRevisionProcessor(
        PostgresRevisionGenerator generator, NpgsqlConnection connection, string schema, OwnTables own, StatementObserver? observer)
        : base(generator, connection, own, observer)
    {
        (_generator, _quoter, _schema, _held, _tables, _sequences)
            = (
                generator,
                generator.RevisionQuoter,
                schema,
                new HeldStatements(connection, observer),
                new EmptyTables(Scalar, schema, own),
                new SequenceText(generator.RevisionQuoter, schema));
        (Dialect, Orphans) = (PostgresBackfills.Dialect(own), new PostgresOrphans(own));
        _questions = new SchemaQuestions(Scalar, _quoter.QuoteValue, schema);
        generator.EqualityOf = EqualityOf;
    }

    protected override IReadOnlyList<string> Names => Own.Stock?.Postgres ?? ["Postgres"];

    /// <summary>With another transaction, nothing of the last one is held any more.</summary>
    public override DbTransaction? Transaction
    {
        get => base.Transaction;
        set
        {
            _held.Forget();
            if (!ReferenceEquals(value, base.Transaction))
                _grown.Clear();
            base.Transaction = value;
        }
    }

    public override BackfillDialect Dialect { get; }

    /// <summary>True if a row may be there whose foreign key is checked at the end of the transaction only.</summary>
    public bool MayDeferChecks => _hasDeferredKeys && !(IsBootstrap && _tables.Known);

    protected override bool NoRows => IsBootstrap && _tables.Ask();

    internal override bool KnowsNoRows() => _tables.Ask();

    internal override OrphanDialect Orphans { get; }

    internal override DatabaseSchema ReadCatalog()
    {
        SendHeld();
        return new PostgresCatalogReader((NpgsqlConnection)Connection, _schema, Own).Read();
    }

    internal override string Named(string table) => Table(table);

    internal override HiddenDependencies ReadHiddenDependencies() => PostgresDependencies.Read(this, _quoter.QuoteValue(_schema));

    public override void Process(CreateTableExpression expression)
    {
        foreach (var column in expression.Columns)
            Spell(column);

        base.Process(expression);
    }

    public override void Process(CreateColumnExpression expression)
    {
        var column = expression.Column;
        Spell(column);
        if (ColumnFill.Read(column) is not { } fill)
        {
            base.Process(expression);
            return;
        }

        var required = column.IsNullable != true;
        column.IsNullable = true;
        base.Process(expression);
        Process($"UPDATE {Table(expression.TableName)} SET {Quote(column.Name)} = {fill}");
        if (required)
            SetNotNull(expression.TableName, column.Name);
    }

    public override void Process(AlterColumnExpression expression)
    {
        var column = expression.Column;
        Spell(column);
        if (column.IsIdentity || column.Expression is not null || column.ColumnDescription is not null)
        {
            base.Process(expression);
            return;
        }

        new ColumnTypeChange(this, _generator, _quoter, _schema).CarryOut(expression);
    }

    public override void Process(CreateIndexExpression expression)
    {
        foreach (var column in expression.Index.Columns)
            SpellClass(column);

        if (expression.AdditionalFeatures.ContainsKey(PostgresExtensions.Concurrently))
            new ConcurrentIndex(this, _quoter, _schema, expression).Create(_generator);
        else
            base.Process(expression);
    }

    public override void Process(CreateForeignKeyExpression expression)
    {
        _hasDeferredKeys |= expression.ForeignKey is ExtendedForeignKey { Deferral: { } deferral }
            && deferral.Contains("DEFERRED", StringComparison.Ordinal);
        base.Process(expression);
    }

    public override void Process(CreateCheckExpression expression)
        => Process($"ALTER TABLE {Table(expression.Table)} ADD CONSTRAINT {Quote(expression.Name)} CHECK ({expression.Condition})");

    public override void Process(DropCheckExpression expression)
        => Process($"ALTER TABLE {Table(expression.Table)} DROP CONSTRAINT {Quote(expression.Name)}");

    public override void Process(CreateEnumExpression expression)
        => Process($"CREATE TYPE {Table(expression.Name)} AS ENUM ({string.Join(", ", expression.Labels.Select(_quoter.QuoteValue))})");

    public override void Process(DropEnumExpression expression) => Process($"DROP TYPE {Table(expression.Name)}");

    /// <summary>A label is added where it belongs; to take one away, the type is made again.</summary>
    public override void Process(ChangeEnumExpression expression)
    {
        if (!expression.OnlyAdds)
        {
            Rebuild(expression);
            return;
        }

        for (var i = 0; i < expression.To.Count; i++)
        {
            if (expression.From.Contains(expression.To[i]))
                continue;
            var place = i > 0 ? $" AFTER {_quoter.QuoteValue(expression.To[i - 1])}" : $" BEFORE {_quoter.QuoteValue(expression.From[0])}";
            Dispatch($"ALTER TYPE {Table(expression.Name)} ADD VALUE {_quoter.QuoteValue(expression.To[i])}{place}");
        }

        if (Transaction is not null)
            _grown.Add(expression);
    }

    public override void Process(PerformDBOperationExpression expression)
    {
        RebuildGrown(_ => true);
        base.Process(expression);
        _tables.SentUnseen();
    }

    public override void Process(DrawFromSequenceExpression expression)
    {
        Process(_sequences.GoOn(_sequences.Literal(expression.Sequence), expression.Table, expression.Column));
        Process(_sequences.Draw(expression));
    }

    public override void Process(StopDrawingExpression expression) => Process(_sequences.Stop(expression));

    public override void Process(SequenceExpression expression) => Process(_sequences.Write(expression));

    public override void Process(ChangeIdentityExpression expression)
    {
        if (expression.From == expression.To)
            return;

        Process(_sequences.Identity(expression));
        if (expression.From is IdentityKind.None)
            Process(_sequences.GoOn(_sequences.Behind(expression.Table, expression.Column), expression.Table, expression.Column));
    }

    public override void Process(CommentExpression expression)
        => Process(
            (expression.Column is { } column
                ? $"COMMENT ON COLUMN {Table(expression.Table)}.{Quote(column)}"
                : $"COMMENT ON TABLE {Table(expression.Table)}")
            + $" IS {(expression.Comment is { } comment ? _quoter.QuoteValue(comment) : "NULL")}");

    /// <summary>Only where it is missing: an administrator may have installed it for a role that may not.</summary>
    public override void Process(CreateExtensionExpression expression)
    {
        if (Scalar($"select 1 from pg_catalog.pg_extension where extname = {_quoter.QuoteValue(expression.Name)}") is null)
            Process($"CREATE EXTENSION IF NOT EXISTS {Quote(expression.Name)}");
    }

    protected override bool CommitsEachStatement => Transaction is null;

    public override void Process(SetNotNullIfFilledExpression expression)
    {
        if (NoRows || Scalar($"select 1 from {Table(expression.Table)} where {Quote(expression.Column)} is null limit 1") is null)
            SetNotNull(expression.Table, expression.Column);
    }

    protected override string Query(RefuseRowsExpression expression)
        => expression.Orphans is { } orphans ? orphans.Sql($"operator({Quote(EqualityOf(orphans.Parent, "id"))}.=)") : expression.Query;

    public override void SendHeld() => _held.Send();

    /// <summary>Lets what is held be carried out while the next revision is written down.</summary>
    public Task HandOver() => _held.HandOver();

    /// <summary>Waits until nothing uses the connection any more, whatever became of it.</summary>
    public void Abandon() => _held.Abandon();

    /// <summary>Npgsql knows the types that there were when it connected; an enum that is newer it cannot read.</summary>
    protected override DbCommand AsText(DbCommand command)
    {
        ((NpgsqlCommand)command).AllResultTypesAreUnknown = true;
        return command;
    }

    protected override void Process(string sql)
    {
        RebuildGrown(label => sql.Contains(_quoter.QuoteValue(label), StringComparison.Ordinal));
        Dispatch(sql);
    }

    private void Dispatch(string sql)
    {
        Stopping.ThrowIfCancellationRequested();
        _tables.Sent(sql);
        if (!IsBootstrap || Transaction is null || string.IsNullOrWhiteSpace(sql) || !_held.TryHold(sql))
            base.Process(sql);
    }

    /// <summary>
    /// A label that was added to a type may not be used before that is committed (55P04). A type that is made again has no such labels, so
    /// that is what is done to it as soon as a statement seems to use one.
    /// </summary>
    private void RebuildGrown(Func<string, bool> isUsed)
    {
        if (_grown.Count == 0)
            return;

        foreach (var name in _grown.Where(g => g.To.Except(g.From).Any(isUsed)).Select(g => g.Name).Distinct(StringComparer.Ordinal)
            .ToList())
            Rebuild(_grown.Last(g => g.Name == name));
    }

    private void Rebuild(ChangeEnumExpression change)
    {
        _grown.RemoveAll(g => g.Name == change.Name);
        new EnumRebuild(this, _quoter, _schema).CarryOut(change.Name, change.To);
    }

    /// <summary>Sends one statement on behalf of a step that needs several.</summary>
    internal void Send(string sql) => Process(sql);

    /// <summary>Reads the first row of a query, null if there is none, on behalf of a step that must look before it acts.</summary>
    internal object?[]? Row(string sql)
    {
        using var command = CreateCommand(sql);
        try
        {
            using var reader = command.ExecuteReader();
            if (!reader.Read())
                return null;

            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            return row;
        }
        catch (DbException e)
        {
            throw new StatementFailedException(sql, e);
        }
    }

    /// <summary>The first row of the last of some statements, which are rolled back.</summary>
    internal object?[]? RowOfNothing(string sql)
    {
        using var transaction = Connection.BeginTransaction();
        return Row(sql);
    }

    private void SetNotNull(string table, string column) => Process($"ALTER TABLE {Table(table)} ALTER {Quote(column)} SET NOT NULL");

    /// <summary>
    /// Enums and vectors by their full names: the type need not be in a schema that the session searches. A column that says no more than
    /// that it is numbered lets a row bring its number; FluentMigrator would have it refused.
    /// </summary>
    private void Spell(ColumnDefinition column)
    {
        column.CollationName = ColumnCollation.Read(column) is { Length: > 0 } collation ? Quote(collation) : null;
        if (Own.Stock is { } stock)
            SpellAsStock(column, stock);
        else if (column.IsIdentity)
            column.AdditionalFeatures.TryAdd(PostgresExtensions.IdentityGeneration, PostgresGenerationType.ByDefault);
        if (column.CustomType is not { } type)
            return;

        if (type.StartsWith("enum ", StringComparison.Ordinal))
            column.CustomType = Table(type.Split(' ')[1]);
        else if (type.StartsWith("vector(", StringComparison.Ordinal))
            column.CustomType = VectorSchema() + type;
    }

    /// <summary>As FluentMigrator's PostgresColumn does, which is the one of <c>AddPostgres92()</c>.</summary>
    private static void SpellAsStock(ColumnDefinition column, StockDialect stock)
    {
        if (!stock.Serial || !column.IsIdentity)
            return;
        (column.CustomType, column.IsIdentity) = (column.Type == DbType.Int64 ? "bigserial" : "serial", false);
        column.Type = null;
    }

    /// <summary>An operator class of an extension by its full name, where the session does not search the extension's schema.</summary>
    private void SpellClass(IndexColumnDefinition column)
    {
        if (IndexSyntax.ClassOf(column) is not { } name || name.Contains('.', StringComparison.Ordinal))
            return;

        var schema = Scalar(
            $"""
            select pg_catalog.min(n.nspname::text) from pg_catalog.pg_opclass o join pg_catalog.pg_namespace n on n.oid = o.opcnamespace
            where o.opcname = {_quoter.QuoteValue(name)} having not pg_catalog.bool_or(pg_catalog.pg_opclass_is_visible(o.oid))
            """);
        column.AdditionalFeatures[IndexSyntax.Class] = schema is string found ? $"{Quote(found)}.{Quote(name)}" : Quote(name);
    }

    private string EqualityOf(string table, string column)
        => Scalar(
            $"""
            select n.nspname::text from pg_catalog.pg_attribute a
            join pg_catalog.pg_opclass c on c.opcintype = a.atttypid and c.opcdefault
            join pg_catalog.pg_am m on m.oid = c.opcmethod and m.amname = 'btree'
            join pg_catalog.pg_amop f on f.amopfamily = c.opcfamily and f.amoplefttype = c.opcintype and f.amoprighttype = c.opcintype and f.amopstrategy = 3
            join pg_catalog.pg_operator o on o.oid = f.amopopr
            join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
            where a.attrelid = pg_catalog.to_regclass({_quoter.QuoteValue(Table(table))})::oid and a.attname = {_quoter.QuoteValue(column)}
            """) as string ?? "pg_catalog";

    private string VectorSchema()
        => _vectorSchema ??= Scalar(
            "select pg_catalog.quote_ident(extnamespace::regnamespace::text) || '.' from pg_catalog.pg_extension where extname = "
                + "'vector'") as string
            ?? "";

    protected override bool HasSchema(string name) => _questions.Schema(name);

    protected override bool HasTable(string? schema, string name) => _questions.Table(schema, name);

    protected override bool HasColumn(string? schema, string table, string name) => _questions.Column(schema, table, name);

    protected override bool HasConstraint(string? schema, string table, string name) => _questions.Constraint(schema, table, name);

    protected override bool HasIndex(string? schema, string table, string name) => _questions.Index(schema, table, name);

    protected override bool HasSequence(string? schema, string name) => _questions.Sequence(schema, name);

    protected override bool HasDefault(string? schema, string table, string column, object value)
        => _questions.Default(schema, table, column, value);

    private string Quote(string name) => _quoter.Quote(name);

    private string Table(string name) => _quoter.QuoteTableName(name, _schema);
}
