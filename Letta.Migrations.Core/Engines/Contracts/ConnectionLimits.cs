namespace Letta.Migrations.Engines;

/// <summary>
/// How long a run waits for a server that stays silent. How long it waits for a connection and for the answer to a statement of the
/// bookkeeping stands in the address (15 and 30 seconds unless it says otherwise, and never without limit); what is here only tests
/// shorten.
/// </summary>
internal sealed record ConnectionLimits
{
    public static ConnectionLimits Default { get; } = new();

    /// <summary>
    /// Between two looks whether a session is still at work whose answer is waited for. Two looks in a row must find it idle: a statement
    /// that is only slow to arrive, because packets are sent again, is there by then.
    /// </summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For the answer to what the connection of the lock asks.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For a canceled statement to end, before its connection is closed.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For a run that is to stop to find out whether its last commit took place. A container has 30 seconds to end in.</summary>
    public TimeSpan LookUp { get; init; } = TimeSpan.FromSeconds(15);
}
