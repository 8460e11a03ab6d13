using System.Data.Common;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
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
    private string? _vectorSchema;
    private bool _hasDeferredKeys;

    public PostgresRevisionProcessor(NpgsqlConnection connection, string schema, StatementObserver? observer)
        : this(new PostgresRevisionQuoter(schema), connection, schema, observer)
    {
    }

    private PostgresRevisionProcessor(PostgresRevisionQuoter quoter, NpgsqlConnection connection, string schema, StatementObserver? observer)
        : this(new PostgresRevisionGenerator(quoter), quoter, connection, schema, observer)
    {
    }

    private PostgresRevisionProcessor(
        PostgresRevisionGenerator generator, PostgresRevisionQuoter quoter, NpgsqlConnection connection, string schema, StatementObserver? observer)
        : base(generator, connection, observer)
        => (_generator, _quoter, _schema, _held, _tables) = (generator, quoter, schema, new HeldStatements(connection, observer), new EmptyTables(Scalar, schema));

    public override string DatabaseType => "Postgres";

    /// <summary>With another transaction, nothing of the last one is held any more.</summary>
    public override DbTransaction? Transaction
    {
        get => base.Transaction;
        set
        {
            _held.Forget();
            base.Transaction = value;
        }
    }

    public override BackfillDialect Dialect => BackfillDialect.Postgres;

    /// <summary>True if a row may be there whose foreign key is checked at the end of the transaction only.</summary>
    public bool MayDeferChecks => _hasDeferredKeys && !(Together && _tables.Known);

    protected override bool NoRows => Together && _tables.Ask();

    public override void Process(CreateTableExpression expression)
    {
        foreach (var column in expression.Columns)
            SpellType(column);

        base.Process(expression);
    }

    public override void Process(CreateColumnExpression expression)
    {
        var column = expression.Column;
        SpellType(column);
        if (ColumnFill.Of(column) is not { } fill)
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
        SpellType(column);
        if (column.IsIdentity || column.Expression is not null || column.CollationName is not null || column.ColumnDescription is not null)
        {
            base.Process(expression);
            return;
        }

        var wanted = _generator.TypeOf(expression);
        var (actual, same) = CompareType(expression.TableName, column.Name, wanted);
        var zone = wanted is "timestamptz" or "timestamp" && actual.StartsWith("timestamp", StringComparison.Ordinal);
        // Without a zone of its own a timestamp would be read in the zone of the session, and be another moment for everybody.
        var value = zone ? $"{Quote(column.Name)} AT TIME ZONE 'UTC'" : $"{Quote(column.Name)}::{wanted}";
        Process(_generator.Alter(expression, same ? null : wanted, value));
    }

    public override void Process(CreateIndexExpression expression)
    {
        if (expression.AdditionalFeatures.ContainsKey(PostgresExtensions.Concurrently))
            new ConcurrentIndex(this, _quoter, _schema, expression.Index).Create(_generator.Generate(expression));
        else
            base.Process(expression);
    }

    public override void Process(CreateForeignKeyExpression expression)
    {
        _hasDeferredKeys |= expression.ForeignKey is ExtendedForeignKey { Deferral: { } deferral } && deferral.Contains("DEFERRED", StringComparison.Ordinal);
        base.Process(expression);
    }

    public override void Process(CreateCheckExpression expression)
        => Process($"ALTER TABLE {Table(expression.Table)} ADD CONSTRAINT {Quote(expression.Name)} CHECK ({expression.Condition})");

    public override void Process(DropCheckExpression expression)
        => Process($"ALTER TABLE {Table(expression.Table)} DROP CONSTRAINT {Quote(expression.Name)}");

    public override void Process(CreateEnumExpression expression)
        => Process($"CREATE TYPE {Table(expression.Name)} AS ENUM ({string.Join(", ", expression.Labels.Select(_quoter.QuoteValue))})");

    public override void Process(DropEnumExpression expression) => Process($"DROP TYPE {Table(expression.Name)}");

    /// <summary>A label is added where it belongs; to take one away, the type is made anew and its columns are cast by their labels.</summary>
    public override void Process(ChangeEnumExpression expression)
    {
        if (expression.OnlyAdds)
        {
            for (var i = 0; i < expression.To.Count; i++)
            {
                if (expression.From.Contains(expression.To[i]))
                    continue;
                var place = i > 0 ? $" AFTER {_quoter.QuoteValue(expression.To[i - 1])}" : $" BEFORE {_quoter.QuoteValue(expression.From[0])}";
                Process($"ALTER TYPE {Table(expression.Name)} ADD VALUE {_quoter.QuoteValue(expression.To[i])}{place}");
            }

            return;
        }

        var old = $"{expression.Name}__old";
        Process($"ALTER TYPE {Table(expression.Name)} RENAME TO {Quote(old)}");
        Process(new CreateEnumExpression(expression.Name, expression.To));
        foreach (var (table, column) in expression.Columns)
            Process($"ALTER TABLE {Table(table)} ALTER {Quote(column)} TYPE {Table(expression.Name)} USING {Quote(column)}::text::{Table(expression.Name)}");
        Process(new DropEnumExpression(old));
    }

    public override void Process(DrawFromSequenceExpression expression)
    {
        var sequence = _quoter.QuoteValue(Table(expression.Sequence));
        Process($"SELECT setval({sequence}, coalesce(max({Quote(expression.Column)}), 0) + 1, false) FROM {Table(expression.Table)}");
        Process($"ALTER TABLE {Table(expression.Table)} ALTER {Quote(expression.Column)} SET DEFAULT nextval({sequence}::regclass)");
    }

    /// <summary>Only where it is missing: an administrator may have installed it for a role that may not.</summary>
    public override void Process(CreateExtensionExpression expression)
    {
        if (Scalar($"select 1 from pg_extension where extname = {_quoter.QuoteValue(expression.Name)}") is null)
            Process($"CREATE EXTENSION IF NOT EXISTS {Quote(expression.Name)}");
    }

    /// <summary>
    /// Outside a transaction in batches along the primary key: whoever wants to write one of the rows waits for a batch at most, and no row is
    /// read twice. A batch of 5,000 messages took
    /// about a second on a busy disk, and whoever wrote one of them waited for up to half of it: bench/README.md.
    /// </summary>
    public override void Process(FillExpression expression)
    {
        if (Transaction is not null)
        {
            base.Process(expression);
            return;
        }

        const int Rows = 1_000;
        var from = "";
        while (Scalar($"SELECT id FROM {Table(expression.Table)} WHERE true{from} ORDER BY id OFFSET {Rows - 1} LIMIT 1") is string last)
        {
            Process(expression.Update($"{from} AND id <= {_quoter.QuoteValue(last)}"));
            from = $" AND id > {_quoter.QuoteValue(last)}";
        }

        Process(expression.Update(from));
    }

    public override void Process(SetNotNullIfFilledExpression expression)
    {
        if (NoRows || Scalar($"select 1 from {Table(expression.Table)} where {Quote(expression.Column)} is null limit 1") is null)
            SetNotNull(expression.Table, expression.Column);
    }

    public override void Process(PerformDBOperationExpression expression)
    {
        base.Process(expression);
        _tables.SentUnseen();
    }

    public override void SendHeld() => _held.Send();

    /// <summary>Lets what is held be carried out while the next revision is written down.</summary>
    public Task HandOver() => _held.HandOver();

    /// <summary>Waits until nothing uses the connection any more, whatever became of it.</summary>
    public void Abandon() => _held.Abandon();

    protected override void Process(string sql)
    {
        Stopping.ThrowIfCancellationRequested();
        _tables.Sent(sql);
        if (!Together || Transaction is null || string.IsNullOrWhiteSpace(sql) || !_held.TryHold(sql))
            base.Process(sql);
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

    private void SetNotNull(string table, string column) => Process($"ALTER TABLE {Table(table)} ALTER {Quote(column)} SET NOT NULL");

    /// <summary>The name that the catalog gives to the column's type, and whether it is the wanted one already.</summary>
    private (string Actual, bool Same) CompareType(string table, string column, string wanted)
    {
        var row = Row(
            $"""
            select format_type(a.atttypid, a.atttypmod),
                   a.atttypid = to_regtype({_quoter.QuoteValue(wanted)})
                   and coalesce(substring(format_type(a.atttypid, a.atttypmod) from '\(.*\)'), '')
                     = coalesce(replace(substring({_quoter.QuoteValue(wanted)} from '\(.*\)'), ' ', ''), '')
            from pg_attribute a
            where a.attrelid = to_regclass({_quoter.QuoteValue(Table(table))}) and a.attname = {_quoter.QuoteValue(column)} and not a.attisdropped
            """);
        return row is null ? ("", false) : ((string)row[0]!, row[1] is true);
    }

    /// <summary>Enums and vectors by their full names: the type need not be in a schema that the session searches.</summary>
    private void SpellType(ColumnDefinition column)
    {
        if (column.CustomType is not { } type)
            return;

        if (type.StartsWith("enum ", StringComparison.Ordinal))
            column.CustomType = Table(type.Split(' ')[1]);
        else if (type.StartsWith("vector(", StringComparison.Ordinal))
            column.CustomType = VectorSchema() + type;
    }

    private string VectorSchema()
        => _vectorSchema ??= Scalar("select quote_ident(extnamespace::regnamespace::text) || '.' from pg_extension where extname = 'vector'") as string ?? "";

    private string Quote(string name) => _quoter.Quote(name);

    private string Table(string name) => _quoter.QuoteTableName(name, _schema);
}
