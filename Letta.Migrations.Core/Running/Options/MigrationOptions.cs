using Letta.Migrations.Engines;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running;

/// <summary>How patient and how strict a run is. Bound from <see cref="MigrationProduct.SettingsSection"/>.</summary>
public sealed record MigrationOptions
{
    /// <summary>How long to wait for a database that cannot be reached yet. Default one minute.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait for another migrator to finish. Default five minutes.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long one statement may queue for a lock that others hold on a table (server-side <c>lock_timeout</c>; SQLite: busy timeout).
    /// Default five seconds; others queue behind the statement for no longer than this.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a revision that hit <see cref="LockTimeout"/> is tried again, whole. Default two minutes.</summary>
    public TimeSpan LockRetryBudget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long one statement may run (server-side <c>statement_timeout</c>; SQLite: interrupted). Default one hour; zero for no limit.
    /// </summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Accept a database that newer revisions than this build's were applied to. Default false.</summary>
    public bool AllowNewer { get; init; }

    /// <summary>
    /// What to encrypt with. Default none: what a revision would encrypt waits until somebody runs it as a backfill.
    /// Read from <see cref="MigrationProduct.EncryptionKeyVariable"/>, or from the file that its <c>_FILE</c> variant names.
    /// </summary>
    public EncryptionKey? EncryptionKey { get; init; }

    /// <summary>
    /// Let revisions drop data that has no replacement; without it a revision that would lose data of existing rows is refused. Default
    /// false.
    /// </summary>
    public bool AcceptLoss { get; init; }

    /// <summary>
    /// Let an upgrade or an adoption do with rows that refer to no row what their foreign keys say of a row whose parent is deleted, after
    /// a copy of each was put into a table beside the ledger; without it they are refused. Default false.
    /// </summary>
    public bool ResolveOrphans { get; init; }

    /// <summary>
    /// Let an upgrade carry out no backfill, for a step of a deployment that must end in time: it changes the schema up to the first place
    /// where a backfill must be done to go on or to be at its target, and stops there with exit code 7. Default false.
    /// </summary>
    public bool NoInline { get; init; }

    /// <summary>
    /// Let an upgrade create the Postgres database that its settings name, where it is not there and the role may. Without it that is
    /// refused, with the statement that creates it. A SQLite file is created in any case. Default false.
    /// </summary>
    public bool CreateDatabase { get; init; }

    /// <summary>How long a batch of a backfill should take, whose rows others wait for meanwhile. Default 250 milliseconds.</summary>
    public TimeSpan BatchTarget { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most rows of a batch, which bounds what it takes of memory. Default 20,000.</summary>
    public int MaxBatch { get; init; } = 20_000;

    /// <summary>How long a backfill rests between two batches; shorter than <see cref="WorkerLapse"/>. Default not at all.</summary>
    public TimeSpan BatchPause { get; init; }

    /// <summary>
    /// How far a replica of Postgres may lag behind before a backfill waits for it. Default ten seconds; zero for any lag.
    /// </summary>
    public TimeSpan MaxReplicaLag { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After how long without a sign of life a worker of a backfill is taken for dead, and others go on with its part. Default 15 seconds.
    /// </summary>
    public TimeSpan WorkerLapse { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for a server that stays silent; for tests, which have less time than users have patience.</summary>
    internal ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>Those of the options that are for an engine.</summary>
    internal EngineOptions ForEngine(TimeProvider time) => new()
    {
        LockTimeout = LockTimeout,
        StatementTimeout = StatementTimeout,
        BatchTarget = BatchTarget,
        Limits = Limits,
        Time = time,
    };
}
