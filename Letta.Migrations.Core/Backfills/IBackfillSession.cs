namespace Letta.Migrations.Backfills;

/// <summary>The connection that a backfill works on, with the transaction that is open on it.</summary>
internal interface IBackfillSession
{
    /// <summary>How the engine spells what differs.</summary>
    BackfillDialect Dialect { get; }

    /// <summary>Reads the rows of a query, each column as text.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="values">Its parameters.</param>
    IReadOnlyList<string?[]> Query(string sql, params ReadOnlySpan<(string Name, object? Value)> values);

    /// <summary>Sends one statement, and returns how many rows it touched.</summary>
    /// <param name="sql">The statement; values are parameters of it and never part of its text, which may be shown.</param>
    /// <param name="values">Its parameters.</param>
    int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values);
}
