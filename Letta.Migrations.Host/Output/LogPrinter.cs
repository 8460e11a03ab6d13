using Letta.Migrations.Running;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Host.Output;

/// <summary>For log collectors: the runner's log lines tell a run, so only its end is added. What was only read is printed as ever.</summary>
internal sealed class LogPrinter(ILogger logger, HumanPrinter reads) : Printer
{
    public override void Report(MigrationProgress value)
    {
    }

    public override void Ran(Verb verb, MigrationResult result)
    {
    }

    public override void Current(DatabaseStatus status) => reads.Current(status);

    public override void History(IReadOnlyList<HistoryEntry> history) => reads.History(history);

    public override void Heads(RevisionInfo? head) => reads.Heads(head);

    public override void Show(HistoryEntry entry, IReadOnlyList<HistoryEntry> history) => reads.Show(entry, history);

    public override int Failed(Failure failure)
    {
        logger.LogError("{What} {Next} (exit {ExitCode})", failure.What, failure.Next, (int)failure.Code);
        return (int)failure.Code;
    }

    public override void Dispose() => reads.Dispose();
}
