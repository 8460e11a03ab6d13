using FluentMigrator;
using FluentMigrator.Model;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>What a fluent column says, as a column of a SQLite table.</summary>
/// <param name="stock">How FluentMigrator's own runner spells types and values; null where it has no part in it.</param>
internal sealed class SqliteColumns(StockDialect? stock)
{
    private static readonly string[] Collations = ["BINARY", "NOCASE", "RTRIM"];
    private static readonly SqliteQuoter Quoter = new();

    /// <summary>A column is NOT NULL unless it says otherwise, as on Postgres.</summary>
    public TableColumn New(ColumnDefinition column) => new(column.Name, Type(column))
    {
        NotNull = column.IsNullable == true ? null : new NotNull(),
        Default = Default(column.DefaultValue),
        Collation = Collation(column),
        Generated = column.Expression is { } expression ? new Generated(expression, column.ExpressionStored) : null,
        Identity = column.IsIdentity,
        // Postgres numbers the rows there are. A row is copied in the order of its rowid.
        Fill = ColumnFill.Read(column)
            ?? (column.IsIdentity || column.CustomType is "serial" or "bigserial" ? "row_number() OVER ()" : null),
    };

    /// <summary>
    /// What ALTER COLUMN changes is what FluentMigrator changes on Postgres (PostgresColumn.GenerateAlterClauses): always the type, NOT
    /// NULL if anything is said about it, and never the default, which has expressions of its own. A collation stays unless one is given.
    /// </summary>
    public TableColumn Altered(TableColumn column, ColumnDefinition to) => column with
    {
        Type = Type(to),
        NotNull = to.IsNullable switch
        {
            null => column.NotNull,
            true => null,
            false => column.NotNull ?? new NotNull(),
        },
        Collation = ColumnCollation.Read(to) is "" ? null : Collation(to) ?? column.Collation,
        Identity = column.Identity || to.IsIdentity,
    };

    /// <summary>What stands after DEFAULT; null for no default, which is what DEFAULT NULL means.</summary>
    public string? Default(object? value) => value switch
    {
        null or DBNull or ColumnDefinition.UndefinedDefaultValue => null,
        bool flag when stock is null => flag ? "TRUE" : "FALSE",
        RawSql raw => Default(raw.Value),
        _ => Parenthesized(Value(value)),
    };

    /// <summary>A value as SQL writes it.</summary>
    public string Value(object? value) => (stock?.SqliteGenerator.Quoter ?? Quoter).QuoteValue(value!);

    private string Type(ColumnDefinition column) => stock is null ? SqliteTypes.Map(column) : stock.SqliteType(column);

    private static string? Default(string sql)
    {
        sql = Stripped(sql);
        return sql.ToLowerInvariant() switch
        {
            "null" => null,
            "now()" or "current_timestamp" => "CURRENT_TIMESTAMP",
            "true" => "TRUE",
            "false" => "FALSE",
            var lower when lower.StartsWith("nextval(", StringComparison.Ordinal)
                => throw new NotSupportedException(
                    $"The default {sql} means nothing on SQLite, which has no sequences; say with OnPostgres that it is for Postgres."),
            _ => Parenthesized(sql),
        };
    }

    /// <summary>
    /// Without parentheses around all of it, and without the type that Postgres' catalog puts behind a literal (<c>'[]'::jsonb</c>).
    /// </summary>
    private static string Stripped(string sql)
    {
        sql = sql.Trim();
        while (sql is ['(', .., ')'] && new TokenReader(sql) is var reader && reader.Parenthesized() is var inner && reader.AtEnd)
            sql = inner;

        var cast = sql.LastIndexOf("::", StringComparison.Ordinal);
        return cast > 0 && SqlExpression.IsLiteral(sql[..cast]) ? sql[..cast] : sql;
    }

    /// <summary>Everything but a literal and CURRENT_TIMESTAMP needs parentheses behind DEFAULT.</summary>
    private static string Parenthesized(string sql)
        => sql is "CURRENT_TIMESTAMP" || SqlExpression.IsLiteral(sql) ? sql : $"({Stripped(sql)})";

    /// <summary>Collations of Postgres are not on SQLite; the ones SQLite has are its own.</summary>
    private static string? Collation(ColumnDefinition column)
        => Collations.FirstOrDefault(c => SqlName.Same(c, ColumnCollation.Read(column)));
}
