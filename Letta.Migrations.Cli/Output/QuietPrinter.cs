using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>Only what a script without a JSON parser needs: the last line of a run, or ids. Errors are reported in full.</summary>
internal sealed class QuietPrinter(
    Terminal terminal, RevisionSet revisions, MigrationProduct product) : HumanPrinter(terminal, revisions, product)
{
    public override void Current(DatabaseStatus status, bool checksHead)
        => Terminal.Line(status.Companion is { Agrees: false } other ? other.Place : status.Current?.Id ?? "base");

    public override void History((DatabaseStatus Status, IReadOnlyList<HistoryEntry> Entries) history)
    {
        foreach (var entry in history.Entries)
            Terminal.Line(entry.Revision.Id);
    }

    public override void Backfills(IReadOnlyList<BackfillStatus> backfills)
    {
        foreach (var backfill in backfills)
            Terminal.Line(backfill.Name);
    }

    public override void BackfillStatus(IReadOnlyList<BackfillStatus> backfills, string none)
    {
        foreach (var backfill in backfills)
            Terminal.Line($"{backfill.Name} {BackfillLines.Word(backfill.State)}");
    }

    protected override void PrintRun(Verb verb, MigrationResult result)
        => Terminal.Line(Sentences.Ran(verb, result, Revisions.Head, Target!));

    public override void Heads(RevisionInfo? head) => Terminal.Line(head?.Id ?? "base");

    public override void Show(HistoryEntry entry, IReadOnlyList<HistoryEntry> history) => Terminal.Line(entry.Revision.Id);

    public override void Checked(CheckReport report)
    {
        foreach (var difference in report.Differences)
            Terminal.Line(difference.ToString());
    }

    public override void Written(WrittenReport report)
    {
        if (report.File is { } file)
            Terminal.Line(file);
    }

    public override void Ready(ReadyReport report) => Terminal.Line(ReadyLines.Last(report));

    protected override void PrintBackfilled(BackfillResult result) => Terminal.Line(BackfillLines.Ran(result, Target!).First());

    protected override void PrintRetried(BackfillResult result, string nothing)
        => Terminal.Line(BackfillLines.Retried(result, nothing, Product).First());

    protected override void Tell(MigrationProgress progress)
    {
    }

    protected override void Stopped()
    {
    }
}
