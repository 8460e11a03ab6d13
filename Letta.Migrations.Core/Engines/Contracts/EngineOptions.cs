namespace Letta.Migrations.Engines;

/// <summary>How patient an engine is, who sees what it does, and its clock.</summary>
internal sealed record EngineOptions
{
    /// <summary>How long one statement may queue for a lock of others.</summary>
    public required TimeSpan LockTimeout { get; init; }

    /// <summary>How long one statement may run; zero for no limit.</summary>
    public required TimeSpan StatementTimeout { get; init; }

    /// <summary>
    /// How long a batch of a backfill should take, and so may keep others from its rows; null for what <see cref="LockTimeout"/> makes of
    /// it.
    /// </summary>
    public TimeSpan? BatchTarget { get; init; }

    /// <summary>How long to wait for a server that stays silent.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>Sees every statement of every revision; null for nobody.</summary>
    public StatementObserver? Observer { get; init; }

    /// <summary>Hears what an administrator should know of; null for nobody.</summary>
    public Action<EngineWarning>? Warn { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
