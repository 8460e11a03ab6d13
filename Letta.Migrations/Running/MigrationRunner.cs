#pragma warning disable CS9113, MA0025
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>The one door to a database's history.</summary>
public sealed class MigrationRunner(
    DatabaseTarget target,
    MigrationOptions options,
    ILogger<MigrationRunner> logger,
    TimeProvider time,
    RevisionSet? revisions = null)
{
    /// <summary>The history that this runner knows.</summary>
    public RevisionSet Revisions { get; } = revisions ?? RevisionSet.Letta;

    /// <summary>Brings the database up to <paramref name="to"/>: <c>head</c>, a version, a unique prefix, an Alembic id, or <c>+2</c>.</summary>
    /// <exception cref="MigrationException">It is not there; the exception says why and what to do next.</exception>
    public Task<MigrationResult> UpgradeAsync(string to = "head", IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Takes the database down to <paramref name="to"/>: <c>base</c>, a version, a unique prefix, an Alembic id, or <c>-1</c>.</summary>
    /// <exception cref="MigrationException">It is not there; the exception says why and what to do next.</exception>
    public Task<MigrationResult> DowngradeAsync(string to, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Records the database as being at <paramref name="to"/> without running any revision.</summary>
    /// <exception cref="MigrationException">It is not recorded; the exception says why and what to do next.</exception>
    public Task<MigrationResult> StampAsync(string to, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Where the database is. Writes nothing and takes no lock.</summary>
    /// <exception cref="MigrationException">It could not be read.</exception>
    public Task<DatabaseStatus> CurrentAsync(IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Every revision, oldest first, with when it was applied. Writes nothing and takes no lock.</summary>
    /// <exception cref="MigrationException">It could not be read.</exception>
    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>The revision that a user means by its version, a unique prefix, its Alembic id, or <c>head</c>.</summary>
    /// <exception cref="ConfigurationException">None, or more than one, fits.</exception>
    public RevisionInfo Find(string revision) => throw new NotImplementedException();
}
