using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using FluentMigrator.Runner.Generators;
using FluentMigrator.Runner.Generators.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Product;
using Microsoft.Extensions.Options;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>FluentMigrator's generator for Postgres 15, spelled for what it has no words for and without what it says too much.</summary>
internal sealed class PostgresRevisionGenerator : Postgres15_0Generator
{
    private static readonly OptionsWrapper<GeneratorOptions> Options = new(new GeneratorOptions());

    private string _table = "";

    public PostgresRevisionGenerator(PostgresRevisionQuoter quoter)
        : base(quoter, Options)
        => RevisionQuoter = quoter;

    /// <summary>With other types of columns.</summary>
    public PostgresRevisionGenerator(PostgresRevisionQuoter quoter, IPostgresTypeMap types)
        : base(quoter, Options, types)
        => RevisionQuoter = quoter;

    /// <summary>Quotes names and values, also in what is not generated here.</summary>
    public PostgresRevisionQuoter RevisionQuoter { get; }

    /// <summary>The one for a history.</summary>
    public static PostgresRevisionGenerator For(string schema, StockDialect? stock)
    {
        var quoter = new PostgresRevisionQuoter(schema, stock);
        return stock?.PostgresTypes is { } types ? new PostgresRevisionGenerator(quoter, types) : new PostgresRevisionGenerator(quoter);
    }

    /// <summary>
    /// The schema of the <c>=</c> that belongs to the type of a column of a table: <c>pg_catalog</c>, unless the type is an extension's.
    /// </summary>
    public Func<string, string, string> EqualityOf { get; set; } = (_, _) => "pg_catalog";

    /// <summary>The type of an altered column as SQL spells it.</summary>
    public string TypeOf(AlterColumnExpression expression)
    {
        // FluentMigrator's type map is internal, but an alteration without nullability is exactly "ALTER TABLE t ALTER c TYPE type;".
        var column = (ColumnDefinition)expression.Column.Clone();
        column.IsNullable = null;
        column.CollationName = null;
        column.ColumnDescription = null;
        var sql = base.Generate(
            new AlterColumnExpression { SchemaName = expression.SchemaName, TableName = expression.TableName, Column = column });
        var prefix = $"ALTER TABLE {Table(expression.TableName, expression.SchemaName)} ALTER {Quoter.QuoteColumnName(column.Name)} TYPE ";
        return sql[prefix.Length..].TrimEnd(';');
    }

    /// <summary>
    /// Alters type and nullability in one statement. FluentMigrator repeats the type even where it stays, which rebuilds what depends on
    /// the column, and never says USING, without which Postgres only makes casts that it considers safe.
    /// </summary>
    /// <param name="expression">The alteration.</param>
    /// <param name="type">The new type; null if it stays.</param>
    /// <param name="value">The new value of the column, as an expression over the row.</param>
    /// <param name="collation">The new collation with its keyword, e.g. <c>COLLATE "C"</c>; empty for the usual one of the type.</param>
    public string Alter(AlterColumnExpression expression, string? type, string value, string collation = "")
    {
        var column = Quoter.QuoteColumnName(expression.Column.Name);
        var clauses = new List<string>();
        if (type is not null)
            clauses.Add($"ALTER {column} TYPE {type}{collation} USING {value}");
        if (expression.Column.IsNullable is { } nullable)
            clauses.Add($"ALTER {column} {(nullable ? "DROP" : "SET")} NOT NULL");

        return clauses.Count == 0 ? "" : $"ALTER TABLE {Table(expression.TableName, expression.SchemaName)} {string.Join(", ", clauses)}";
    }

    /// <summary>Several columns leave in one statement, so that a table is locked and its catalog written once.</summary>
    public override string Generate(DeleteColumnExpression expression)
        => $"ALTER TABLE {Table(expression.TableName, expression.SchemaName)} "
            + string.Join(", ", expression.ColumnNames.Select(name => $"DROP COLUMN {Quoter.QuoteColumnName(name)}"));

    public override string Generate(CreateForeignKeyExpression expression)
        => expression.ForeignKey is ExtendedForeignKey extended
            ? $"{base.Generate(expression).TrimEnd(';')}{(extended.RestrictsDelete ? " ON DELETE RESTRICT" : "")}{(extended.RestrictsUpdate ? " ON UPDATE RESTRICT" : "")} {extended.Deferral}".TrimEnd()
            : base.Generate(expression);

    public override string Generate(CreateConstraintExpression expression)
    {
        var sql = base.Generate(expression);
        return UniqueNulls.AreEqual(expression.Constraint)
            ? sql.Replace(" UNIQUE (", " UNIQUE NULLS NOT DISTINCT (", StringComparison.Ordinal)
            : sql;
    }

    /// <summary>
    /// FluentMigrator's text but for what it has no words for: expressions, operator classes, and methods that are an extension's.
    /// </summary>
    public override string Generate(CreateIndexExpression expression)
    {
        var index = expression.Index;
        var method = IndexSyntax.MethodOf(index) ?? GetIndexMethod(expression).ToString().ToUpperInvariant();
        var ordered
            = string.Equals(
                method, nameof(Algorithm.BTree), StringComparison.OrdinalIgnoreCase); // Others refuse ASC, DESC and NULLS FIRST.
        var options = IndexSyntax.OptionsOf(index);
        return $"CREATE{(index.IsUnique ? " UNIQUE" : "")} INDEX{GetAsConcurrently(expression)} {Quoter.QuoteIndexName(index.Name)} "
            + $"ON{GetAsOnly(expression)} "
            + Table(index.TableName, index.SchemaName)
            + (ordered ? "" : $" USING {method}")
            + $" ({string.Join(",", index.Columns.Select(c => Term(c) + (ordered ? Order(c) : "")))})"
            + GetIncludeString(expression)
            + GetWithNullsDistinctString(index)
            + (options.Count > 0 ? $" WITH ({string.Join(", ", options)})" : GetWithIndexStorageParameters(expression))
            + GetTablespace(expression)
            + GetFilter(expression);
    }

    public override string Generate(UpdateDataExpression expression)
    {
        _table = expression.TableName;
        return base.Generate(expression);
    }

    public override string Generate(DeleteDataExpression expression)
    {
        _table = expression.TableName;
        return base.Generate(expression);
    }

    /// <summary>
    /// Another schema could offer an operator that fits the column better than that of pg_catalog: one for varchar, or for an enum.
    /// </summary>
    protected override void GenerateWhere(List<KeyValuePair<string, object>> where, List<string> whereClauses)
    {
        foreach (var condition in where)
        {
            if (condition.Key.Length == 0 || condition.Value is null or DBNull or RawSql)
                base.GenerateWhere([condition], whereClauses);
            else
                whereClauses.Add(
                    $"{Quoter.QuoteColumnName(condition.Key)} "
                        + $"operator({Quoter.Quote(EqualityOf(_table, condition.Key))}.=) {Quoter.QuoteValue(condition.Value)}");
        }
    }

    private string Term(IndexColumnDefinition column)
        => (IndexSyntax.IsExpression(column) ? $"({column.Name})" : Quoter.QuoteColumnName(column.Name))
            + (IndexSyntax.ClassOf(column) is { } name ? $" {name}" : "");

    private string Order(IndexColumnDefinition column)
        => (column.Direction is Direction.Ascending ? " ASC" : " DESC") + GetNullsSort(column);

    private string Table(string table, string? schema) => Quoter.QuoteTableName(table, schema);
}
