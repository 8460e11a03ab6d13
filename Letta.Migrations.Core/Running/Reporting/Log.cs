using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>What runs log. Ids 100 to 199.</summary>
internal static partial class Log
{
    /// <summary>
    /// A revision that no other tool has is named by its version alone: a logger would write <c>(null)</c> for the other.
    /// </summary>
    public static void Started(ILogger logger, RevisionInfo revision)
    {
        if (revision.ForeignId is { } foreignId)
            Started(logger, revision.Version, foreignId, revision.Name);
        else
            Started(logger, revision.Version, revision.Name);
    }

    /// <inheritdoc cref="Started(ILogger, RevisionInfo)" />
    public static void Finished(ILogger logger, RevisionInfo revision, TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        if (revision.ForeignId is { } foreignId)
            Finished(logger, revision.Version, foreignId, revision.Name, milliseconds);
        else
            Finished(logger, revision.Version, revision.Name, milliseconds);
    }

    [LoggerMessage(100, LogLevel.Information, "{Database}: waiting for it to answer ({Reason})")]
    public static partial void WaitingForDatabase(ILogger logger, DatabaseTarget database, string reason);

    [LoggerMessage(101, LogLevel.Information, "{Database}: at {Current}, {Steps} revisions to go")]
    public static partial void Planned(ILogger logger, DatabaseTarget database, string current, int steps);

    [LoggerMessage(
        111, LogLevel.Information, "{Database}: at {Current}; {Recorded} revisions to record, {Unrecorded} to take out of the record")]
    public static partial void PlannedRecord(ILogger logger, DatabaseTarget database, string current, int recorded, int unrecorded);

    [LoggerMessage(112, LogLevel.Warning, "Revision {Version} ({Name}) is older than one that is applied, and is recorded as well")]
    public static partial void Skipped(ILogger logger, long version, string name);

    [LoggerMessage(113, LogLevel.Warning, "{Database}: the schema is not compared with what {Revision} makes")]
    public static partial void Unverified(ILogger logger, DatabaseTarget database, string revision);

    [LoggerMessage(114, LogLevel.Information, "{Database}: recorded at {Revision}; {Recorded} recorded")]
    public static partial void Recorded(ILogger logger, DatabaseTarget database, string revision, int recorded);

    [LoggerMessage(115, LogLevel.Information, "{Database}: no revision is recorded; its schema is that of {Revision}")]
    public static partial void Identified(ILogger logger, DatabaseTarget database, string revision);

    [LoggerMessage(102, LogLevel.Information, "{Database}: waiting for another migrator ({Holder})")]
    public static partial void WaitingForLock(ILogger logger, DatabaseTarget database, string holder);

    [LoggerMessage(103, LogLevel.Debug, "Revision {Version} {ForeignId} ({Name}) begins")]
    private static partial void Started(ILogger logger, long version, string foreignId, string name);

    [LoggerMessage(116, LogLevel.Debug, "Revision {Version} ({Name}) begins", EventName = nameof(Started))]
    private static partial void Started(ILogger logger, long version, string name);

    [LoggerMessage(104, LogLevel.Information, "Revision {Version} {ForeignId} ({Name}) is committed after {DurationMs} ms")]
    private static partial void Finished(ILogger logger, long version, string foreignId, string name, long durationMs);

    [LoggerMessage(
        117, LogLevel.Information, "Revision {Version} ({Name}) is committed after {DurationMs} ms", EventName = nameof(Finished))]
    private static partial void Finished(ILogger logger, long version, string name, long durationMs);

    [LoggerMessage(
        105,
        LogLevel.Warning,
        "Revision {Version} hit the lock timeout in attempt {Attempt}, blocked by {Blocker}; next try in {DelayMs} ms")]
    public static partial void Retrying(ILogger logger, long version, int attempt, string blocker, long delayMs);

    [LoggerMessage(106, LogLevel.Information, "{Database}: at {Revision}, verified; {Applied} applied")]
    public static partial void Verified(ILogger logger, DatabaseTarget database, string revision, int applied);

    [LoggerMessage(107, LogLevel.Error, "{Database}: {Code}: {What}")]
    public static partial void Failed(ILogger logger, DatabaseTarget database, ExitCode code, string what);

    [LoggerMessage(110, LogLevel.Information, "Revision {Version}: {Done} of {Of} steps are committed")]
    public static partial void Stepped(ILogger logger, long version, int done, int of);

    [LoggerMessage(109, LogLevel.Debug, "The running statement could not be cancelled ({Error})")]
    public static partial void CancelFailed(ILogger logger, string error);

    [LoggerMessage(120, LogLevel.Information, "Revision {Version} lost {What}: {Rows} rows of {Table}")]
    public static partial void Lost(ILogger logger, long version, string what, long rows, string table);

    [LoggerMessage(121, LogLevel.Information, "The downgrade of revision {Version} cannot restore {What}")]
    public static partial void NotRestored(ILogger logger, long version, string what);

    [LoggerMessage(122, LogLevel.Warning, "Revision {Version} ({Name}) was edited after it was applied")]
    public static partial void Edited(ILogger logger, long version, string name);

    [LoggerMessage(108, LogLevel.Warning, "The connection was lost while revision {Version} was committed; the server had committed it")]
    public static partial void CommitWasAmbiguous(ILogger logger, long version);

    [LoggerMessage(130, LogLevel.Debug, "Revision {Version} leaves {Backfill} to be carried out before the next")]
    public static partial void Backfilled(ILogger logger, long version, string backfill);

    [LoggerMessage(
        131,
        LogLevel.Warning,
        "{Rows} {Noun} of \"{Table}\" {Verb} to be encrypted, because {Key} is not set. Finish with: {Key}=… {Command} backfill run")]
    public static partial void PutOff(ILogger logger, long rows, string noun, string table, string verb, string key, string command);

    [LoggerMessage(132, LogLevel.Information, "{Database}: {Backfill} begins, about {Rows} rows")]
    public static partial void BackfillBegins(ILogger logger, DatabaseTarget database, string backfill, long rows);

    [LoggerMessage(133, LogLevel.Information, "{Database}: {Backfill} is done, {Rows} rows")]
    public static partial void BackfillDone(ILogger logger, DatabaseTarget database, string backfill, long rows);

    [LoggerMessage(
        134,
        LogLevel.Warning,
        "{Backfill} is due: run it beside the applications of \"{Table}\" with: {Command} backfill run {Backfill}")]
    public static partial void LeftToRun(ILogger logger, string backfill, string table, string command);

    [LoggerMessage(135, LogLevel.Information, "{Backfill} waits: {Why}")]
    public static partial void BackfillWaits(ILogger logger, string backfill, string why);

    [LoggerMessage(136, LogLevel.Warning, "{Backfill}: the row {Key} of \"{Table}\" failed ({Error}); the others go on")]
    public static partial void RowFailed(ILogger logger, string backfill, string table, string key, string error);

    [LoggerMessage(137, LogLevel.Debug, "{Backfill}: a range could not be given back ({Error}); another takes it when it lapses")]
    public static partial void NotGivenBack(ILogger logger, string backfill, string error);

    [LoggerMessage(
        138, LogLevel.Information, "{Database}: {Backfill}: {Passed} of about {Estimate} rows, {Rate} a second, {SecondsLeft} s left")]
    public static partial void BackfillProgress(
        ILogger logger, DatabaseTarget database, string backfill, long passed, long estimate, long rate, long secondsLeft);

    [LoggerMessage(139, LogLevel.Error, "The backfills of a host ended: {What} {Next}")]
    public static partial void HostBackfillsFailed(ILogger logger, string what, string next);

    [LoggerMessage(150, LogLevel.Information, "{Database}: compared with what {Revision} makes: no difference")]
    public static partial void NoDrift(ILogger logger, DatabaseTarget database, string revision);

    [LoggerMessage(
        151, LogLevel.Warning, "{Database}: its schema departs from what {Revision} makes in {Differences} {Places}")]
    public static partial void Drifted(ILogger logger, DatabaseTarget database, string revision, int differences, string places);

    [LoggerMessage(152, LogLevel.Warning, "{Database}: {Difference}")]
    public static partial void Difference(ILogger logger, DatabaseTarget database, string difference);

    [LoggerMessage(153, LogLevel.Warning, "{Database}: {More} more differences")]
    public static partial void MoreDifferences(ILogger logger, DatabaseTarget database, int more);

    [LoggerMessage(154, LogLevel.Information, "{Database}: not compared with what its revisions make: {Why}")]
    public static partial void NotCompared(ILogger logger, DatabaseTarget database, string why);

    [LoggerMessage(155, LogLevel.Error, "The comparison of a host failed: {What} {Next}")]
    public static partial void HostComparisonFailed(ILogger logger, string what, string next);

    [LoggerMessage(156, LogLevel.Information, "{Database}: serving: backfills are carried out as they become due, {Checks}")]
    public static partial void Serving(ILogger logger, DatabaseTarget database, string checks);

    [LoggerMessage(157, LogLevel.Information, "{Database}: stopped by {Signal}")]
    public static partial void Stopped(ILogger logger, DatabaseTarget database, string signal);

    [LoggerMessage(143, LogLevel.Warning, "{Backfill} is left: {What}")]
    public static partial void BackfillLeft(ILogger logger, string backfill, string what);

    [LoggerMessage(160, LogLevel.Warning, "{What} {Next}")]
    public static partial void Warned(ILogger logger, string what, string next);

    [LoggerMessage(
        145,
        LogLevel.Information,
        "The conditions of {Revisions} on rows are asked again when these begin: earlier revisions change what they look at")]
    public static partial void AskedLater(ILogger logger, string revisions);

    [LoggerMessage(
        146,
        LogLevel.Warning,
        "{Rows} rows of {Table} {Action} by the foreign key {Key}, because they referred to no row; copies are in {Copies}")]
    public static partial void OrphansResolved(ILogger logger, long rows, string table, string action, string key, string copies);

    [LoggerMessage(
        140, LogLevel.Information, "{Database}: waiting for somebody to bring it from {Current} to head, {Pending} revisions further")]
    public static partial void WaitingForHead(ILogger logger, DatabaseTarget database, string current, int pending);

    [LoggerMessage(141, LogLevel.Information, "{Database}: {Tables} tables with about {Rows} rows are dropped")]
    public static partial void Clearing(ILogger logger, DatabaseTarget database, int tables, long rows);

    [LoggerMessage(144, LogLevel.Information, "{Database}: the database is created")]
    public static partial void DatabaseCreated(ILogger logger, DatabaseTarget database);

    /// <summary>
    /// A host that stops does not say why, so this is where its failure is reported; by its message, see
    /// <see cref="MigrationStartupException"/>.
    /// </summary>
    [LoggerMessage(142, LogLevel.Critical, "The host is stopped, because its database is not at its target")]
    public static partial void HostIsStopped(ILogger logger, Exception failure);
}
