using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Letta.Migrations.Cli.Output.Json;
using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>One JSON value on stdout, alone, whether it is a result or an error.</summary>
internal sealed class JsonPrinter(Terminal terminal, MigrationProduct product) : Printer
{
    private IdentifiedJson? _identified;

    private readonly JsonSerializerOptions _options = OutputJsonContext.For(product);

    /// <summary>What was found out on the way belongs to the result, whichever way the command ends.</summary>
    public override void Report(MigrationProgress value)
    {
        if (value is MigrationProgress.Identified identified)
            _identified = IdentifiedJson.From(identified);
    }

    protected override void PrintRun(Verb verb, MigrationResult result)
        => Print(
            new RunJson(
                RevisionJson.From(result.From),
                RevisionJson.From(result.To),
                [.. result.Applied
                    .Where(a => !result.Recorded.Contains(a.Revision) && !result.Unrecorded.Contains(a.Revision))
                    .Select(a => new AppliedJson(a.Revision.Version, (long)a.Duration.TotalMilliseconds))],
                [.. result.Applied.SelectMany(a => a.Losses, (a, l) => new LostJson(a.Revision.Version, l.Table, l.What, l.Rows))],
                [.. result.Due.Select(d => new DueJson(d.Name, d.Table, d.Waiting))],
                result.Verified)
            {
                Recorded = verb is Verb.Stamp or Verb.Adopt ? [.. result.Recorded.Select(r => RevisionJson.From(r)!)] : null,
                Unrecorded = verb is Verb.Stamp or Verb.Adopt ? [.. result.Unrecorded.Select(r => RevisionJson.From(r)!)] : null,
                Backfilled = result.Backfilled.Count == 0
                    ? null
                    : [.. result.Backfilled.Select(d => new BackfillDoneJson(d.Name, d.Rows, (long)d.Duration.TotalMilliseconds))],
                Identified = _identified,
                Resolved = result.Resolved.Count == 0
                    ? null
                    : [.. result.Resolved.Select(r => new ResolvedJson(r.Table, r.Key, r.Deleted ? "delete" : "set null", r.Rows))],
                AskedLater = result.AskedLater.Count == 0 ? null : [.. result.AskedLater.Select(r => r.Id)],
            },
            Type<RunJson>());

    protected override void PrintBackfilled(BackfillResult result)
        => Print(
            new BackfilledJson(
                [.. result.Done.Select(d => new BackfillDoneJson(d.Name, d.Rows, (long)d.Duration.TotalMilliseconds))],
                [.. result.Optional.Select(b => new DueJson(b.Name, b.Table, b.Waiting))],
                Verified: result.Due.Count == 0)
            {
                Due = result.Due.Count == 0 ? null : [.. result.Due.Select(b => new DueJson(b.Name, b.Table, b.Waiting))],
            },
            Type<BackfilledJson>());

    protected override void PrintRetried(BackfillResult result, string nothing) => PrintBackfilled(result);

    public override void Backfills(IReadOnlyList<BackfillStatus> backfills)
        => Print(
            [
                .. backfills.Select(
                    b => new BackfillJson(
                        b.Name, BackfillLines.Word(b.State), b.Table, b.Waiting, b.RowsDone, RevisionJson.From(b.Revision)!))
            ],
            Type<IReadOnlyList<BackfillJson>>());

    public override void BackfillStatus(IReadOnlyList<BackfillStatus> backfills, string none)
        => Print(
            [.. backfills.Select(b => new BackfillStatusJson(
                b.Name,
                BackfillLines.Word(b.State),
                b.Mode.ToString().ToLowerInvariant(),
                b.Table,
                RevisionJson.From(b.Revision)!,
                b.Waiting,
                b.RowsDone,
                b.Failed,
                b.FirstFailed,
                b.RowsScanned,
                b.Estimate,
                b.Rate is { } rate ? (long)rate : null,
                (long?)b.Left?.TotalSeconds,
                b.Workers,
                b.Attempts,
                (long?)b.SinceHeartbeat?.TotalSeconds,
                b.LastError))],
            Type<IReadOnlyList<BackfillStatusJson>>());

    public override void Current(DatabaseStatus status, bool checksHead)
        => Print(
            new CurrentJson(
                status.Target.Engine,
                RevisionJson.From(status.Companion is { Adopted: false, Revision: { } at } ? at : status.Current),
                RevisionJson.From(status.Head),
                status.Ahead,
                status.Unknown,
                [.. status.Edited.Select(r => RevisionJson.From(r)!)],
                BegunJson.From(status.InProgress),
                CompanionJson.From(status.Companion))
            {
                Refused = status.Refusal is { } refusal ? new ErrorDetailJson((int)refusal.Code, refusal.What, refusal.Next) : null,
                ResolvedOrphans = status.ResolvedOrphans == 0 ? null : status.ResolvedOrphans,
            },
            Type<CurrentJson>());

    public override void History((DatabaseStatus Status, IReadOnlyList<HistoryEntry> Entries) history)
        => Print(
            [.. history.Entries.Select(e => new HistoryJson(
                e.Revision.Version, e.Revision.ForeignId, e.Revision.Name, Utc(e.AppliedAt), e.Edited)
            {
                ByCompanion = e.ByCompanion,
            })],
            Type<IReadOnlyList<HistoryJson>>());

    public override void Heads(RevisionInfo? head)
        => Print(head is null ? [] : [RevisionJson.From(head)!], Type<IReadOnlyList<RevisionJson>>());

    public override void Show(HistoryEntry entry, IReadOnlyList<HistoryEntry> history)
    {
        var (revision, appliedAt, duration) = entry;
        Print(
            new ShowJson(
                revision.Version,
                revision.ForeignId,
                revision.Name,
                revision.Number,
                Utc(appliedAt),
                (long?)duration?.TotalMilliseconds,
                entry.Edited,
                RevisionJson.From(history.FirstOrDefault(e => e.Revision.Number == revision.Number - 1)?.Revision),
                RevisionJson.From(history.FirstOrDefault(e => e.Revision.Number == revision.Number + 1)?.Revision)),
            Type<ShowJson>());
    }

    public override void Checked(CheckReport report)
        => Print(
            new CheckJson(
                [.. report.Differences.Select(DifferenceJson.From)],
                report.Unknown,
                report.Unseen),
            Type<CheckJson>());

    public override void Written(WrittenReport report)
        => Print(new WrittenJson(report.Version, report.Name, report.File, report.Hints), Type<WrittenJson>());

    protected override void PrintWaited(DatabaseStatus status, TimeSpan waited)
        => Print(
            new WaitedJson(
                RevisionJson.From(status.Current),
                RevisionJson.From(status.Head),
                status.Unknown,
                (long)waited.TotalMilliseconds,
                Verified: true),
            Type<WaitedJson>());

    public override void Ready(ReadyReport report)
        => Print(
            new ReadyJson(
                report.Code == Errors.ExitCode.Done,
                [.. report.Checks.Select(c => new ReadyCheckJson(c.What, ReadyLines.Word(c), c.Says, c.Next))]),
            Type<ReadyJson>());

    public override int Failed(Failure failure)
    {
        if (failure.Details is not null)
            terminal.ErrorLines(failure.Details);
        Print(
            new ErrorJson(new ErrorDetailJson((int)failure.Code, failure.What, failure.Next)) { Identified = _identified },
            Type<ErrorJson>());
        return (int)failure.Code;
    }

    public override void Dispose()
    {
    }

    private static string? Utc(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'");

    /// <summary>By the options, which know the name of the other tool; the context alone does not.</summary>
    private JsonTypeInfo<T> Type<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));

    private void Print<T>(T value, JsonTypeInfo<T> type) => terminal.Line(JsonSerializer.Serialize(value, type));
}
