namespace Letta.Migrations.Engines;

/// <summary>One statement of a revision failed; carries the statement, which the message of the engine does not.</summary>
internal sealed class StatementFailedException(string sql, Exception inner) : Exception(inner.Message, inner)
{
    public string Sql { get; } = sql;
}
