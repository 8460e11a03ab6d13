using Letta.Migrations.Running;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Cli.Output;

/// <summary>
/// For log collectors: the runner's log lines tell a run, so only a failure is added, with what to do next. What a verb was asked to read
/// is printed as ever.
/// </summary>
/// <param name="logger">Where the log goes.</param>
/// <param name="results">Prints what was read.</param>
/// <param name="everything">True if it prints how a run ended, too: JSON was asked for on stdout.</param>
internal sealed class LogPrinter(ILogger logger, Printer results, bool everything) : Printer
{
    public override void Report(MigrationProgress value)
    {
        if (everything)
            results.Report(value);
    }

    protected override void PrintRun(Verb verb, MigrationResult result)
    {
        if (everything)
            results.Ran(verb, result);
    }

    protected override void PrintBackfilled(BackfillResult result)
    {
        if (everything)
            results.Backfilled(result);
    }

    protected override void PrintRetried(BackfillResult result, string nothing)
    {
        if (everything)
            results.Retried(result, nothing);
    }

    public override void Backfills(IReadOnlyList<BackfillStatus> backfills) => results.Backfills(backfills);

    public override void BackfillStatus(IReadOnlyList<BackfillStatus> backfills, string none) => results.BackfillStatus(backfills, none);

    public override void Current(DatabaseStatus status, bool checksHead) => results.Current(status, checksHead);

    public override void History((DatabaseStatus Status, IReadOnlyList<HistoryEntry> Entries) history) => results.History(history);

    public override void Heads(RevisionInfo? head) => results.Heads(head);

    public override void Show(HistoryEntry entry, IReadOnlyList<HistoryEntry> history) => results.Show(entry, history);

    public override void Checked(CheckReport report) => results.Checked(report);

    public override void Written(WrittenReport report) => results.Written(report);

    public override void Ready(ReadyReport report) => results.Ready(report);

    protected override void PrintWaited(DatabaseStatus status, TimeSpan waited)
    {
        if (everything)
            results.Waited(status, waited);
    }

    public override int Failed(Failure failure)
    {
        logger.LogError("{What} {Next} (exit {ExitCode})", failure.What, failure.Next, (int)failure.Code);
        return everything ? results.Failed(failure) : (int)failure.Code;
    }

    public override void Dispose() => results.Dispose();
}
