using System.Text;
using FluentMigrator.Runner.Generators.Postgres;
using FluentMigrator.Runner.Processors.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Quotes every name, and refuses those that would not arrive as they are written.</summary>
/// <param name="schema">The schema that unqualified names mean.</param>
/// <param name="stock">How FluentMigrator's own runner quotes; null where it has no part in it.</param>
internal sealed class PostgresRevisionQuoter(string schema, StockDialect? stock) : PostgresQuoter(stock?.Quoting ?? new PostgresOptions())
{
    // NAMEDATALEN - 1; Postgres cuts a longer name with no more than a notice, and two names may become one.
    private const int LongestName = 63;

    /// <summary>
    /// Always false. FluentMigrator passes a name that begins and ends with a quote as it is, and with it whatever SQL lies between:
    /// the schema <c>"x"; drop table public.victim; create schema "y"</c> drops the table.
    /// </summary>
    public override bool IsQuoted(string name)
    {
        if (name is null)
            return false;

        if (base.IsQuoted(name))
            throw Refused(name, "begins and ends with a quote", "Write it without the quotes; every name is quoted as it is.");
        if (name.Contains('\0', StringComparison.Ordinal))
            throw Refused(
                name.Replace("\0", "\\0", StringComparison.Ordinal), "contains a NUL", "Postgres has no such names; write it without.");
        // A history that ran like that has the names as Postgres cut them.
        if (stock is null && Encoding.UTF8.GetByteCount(name) > LongestName)
            throw Refused(name, $"is longer than {LongestName} bytes", "Postgres would cut it; choose a shorter one.");

        return false;
    }

    /// <summary>Never <c>public</c> by default: a table without a schema is in the one that the session works in.</summary>
    public override string QuoteSchemaName(string schemaName)
        => base.QuoteSchemaName(string.IsNullOrEmpty(schemaName) ? schema : schemaName);

    private static ConfigurationException Refused(string name, string why, string next) => new($"The name \"{name}\" {why}.", next);
}
