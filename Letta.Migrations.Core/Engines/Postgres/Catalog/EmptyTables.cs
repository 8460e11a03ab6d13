using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Knows, while an empty database is filled, that no table has a row yet, so that no row has to be looked for: not one that breaks a
/// condition, nor one that loses something. What is known is what the server says, until a statement is sent that may have brought rows.
/// </summary>
/// <param name="scalar">Asks the server, after all that was sent before.</param>
/// <param name="schema">The schema that holds the tables.</param>
/// <param name="own">The names of our own tables.</param>
internal sealed class EmptyTables(Func<string, object?> scalar, string schema, OwnTables own)
{
    private bool _known;
    private bool _never;

    /// <summary>Whether it is known without asking that no table has a row.</summary>
    public bool Known => _known && !_never;

    /// <summary>Whether no table has a row; asks the server if a statement may have brought some.</summary>
    public bool Ask()
    {
        if (!_never && !_known)
        {
            _known = scalar(Question) is true;
            _never = !_known; // Rows may come and go from here on.
        }

        return Known;
    }

    /// <summary>
    /// Takes note of a statement. Regular expressions would say it shorter, and take a hundredth of the whole fill to be compiled.
    /// </summary>
    public void Sent(string sql)
    {
        if (sql.AsSpan().TrimEnd().TrimEnd(';').Contains(';'))
            SentUnseen();
        else if (MayBringRows(Words(sql)))
            _known = false;
    }

    /// <summary>Takes note of statements that nobody saw.</summary>
    public void SentUnseen() => _never = true;

    /// <summary>
    /// A table that never had a row has no page, within the transaction that made it, too; one whose rows live elsewhere counts as filled.
    /// </summary>
    private string Question =>
        $"""
        select not exists (
          select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = '{schema.Replace("'", "''", StringComparison.Ordinal)}' and c.relkind in ('r', 'm', 'f')
            and {own.NoneOfAll("c.relname")}
            and (c.relkind = 'f' or pg_catalog.pg_relation_size(c.oid) > 0))
        """;

    /// <summary>Where there is no row, most statements make none, unless something like a trigger makes them do it.</summary>
    private bool MayBringRows(string[] words)
    {
        switch (words.FirstOrDefault())
        {
            case null or "ALTER" or "DROP" or "UPDATE" or "DELETE" or "SET" or "COMMENT":
                return false;
            case "CREATE" when words is [_, "TYPE" or "SEQUENCE" or "INDEX" or "UNIQUE", ..]:
                return false;
            case "CREATE" when words is [_, "TABLE", ..]:
                return words.Contains("AS");
            case "INSERT" or "SELECT" or "WITH":
            case "CREATE" when words is [_, "EXTENSION", ..]:
                return true;
            default:
                SentUnseen();
                return true;
        }
    }

    private static string[] Words(string sql)
        => sql.ToUpperInvariant().Split([' ', '\n', '\r', '\t', '(', ','], StringSplitOptions.RemoveEmptyEntries);
}
