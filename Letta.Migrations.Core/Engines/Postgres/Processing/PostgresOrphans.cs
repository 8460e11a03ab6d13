using Letta.Migrations.Product;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Every type of Postgres is read from the text that it is written as.</summary>
internal sealed record PostgresOrphans(OwnTables Own) : OrphanDialect(
    StringComparison.Ordinal,
    ["tableoid", "ctid"],
    "pg_catalog.now()")
{
    /// <summary>
    /// Types of the server itself whose values are equal by an operator of the server's: another schema may have one that fits better.
    /// </summary>
    private static readonly string[] Types
        = ["character varying", "text", "character", "smallint", "integer", "bigint", "uuid", "numeric", "date", "boolean", "bytea"];

    public override string IsEqual => "operator(pg_catalog.=)";

    public override bool Compares(string type) => Types.Contains(type.Split('(')[0], StringComparer.Ordinal);

    public override string HasCopies => $"select 1 where pg_catalog.to_regclass('{Own.Orphan}') is not null";

    public override string Compared(string column) => column;

    public override string Text(string column) => $"{column}::pg_catalog.text";

    public override string Literal(string column) => $"pg_catalog.quote_nullable({column}::pg_catalog.text)";

    public override string Json(Table table, string alias) => $"pg_catalog.row_to_json({alias})";
}
