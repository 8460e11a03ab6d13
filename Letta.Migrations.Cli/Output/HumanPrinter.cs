using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>Aligned lines for a reader; a live one while a revision runs on a terminal.</summary>
internal class HumanPrinter : Printer
{
    private readonly Terminal _terminal;
    private readonly RevisionSet _revisions;
    private readonly RunState _state;
    private readonly RunNarrator _narrator;
    private bool _deaf;

    public HumanPrinter(Terminal terminal, RevisionSet revisions, MigrationProduct product)
    {
        _terminal = terminal;
        (_revisions, Product) = (revisions, product);
        _state = new RunState(revisions, product);
        _narrator = new RunNarrator(terminal, revisions, _state, product.Tables.Orphan);
    }

    protected Terminal Terminal => _terminal;

    protected RevisionSet Revisions => _revisions;

    protected MigrationProduct Product { get; }

    public sealed override void Report(MigrationProgress value)
    {
        _state.Follow(value);
        if (_deaf)
            return;
        try
        {
            Tell(value);
        }
        catch (OutputFailedException)
        {
            _deaf = true; // Nobody hears any more. A revision must not fail for that.
        }
    }

    protected override void PrintRun(Verb verb, MigrationResult result)
    {
        _terminal.Line(Sentences.Ran(verb, result, _revisions.Head, Target!));
        foreach (var line in BackfillLines.Done(result.Backfilled))
            _terminal.Line(line);
    }

    protected override void PrintBackfilled(BackfillResult result)
    {
        foreach (var line in BackfillLines.Ran(result, Target!))
            _terminal.Line(line);
    }

    protected override void PrintRetried(BackfillResult result, string nothing)
    {
        foreach (var line in BackfillLines.Retried(result, nothing, Product))
            _terminal.Line(line);
    }

    public override void Backfills(IReadOnlyList<BackfillStatus> backfills)
    {
        foreach (var line in BackfillLines.List(backfills))
            _terminal.Line(line);
    }

    public override void BackfillStatus(IReadOnlyList<BackfillStatus> backfills, string none)
    {
        foreach (var line in BackfillLines.Status(backfills, none, Product))
            _terminal.Line(line);
    }

    public override void Current(DatabaseStatus status, bool checksHead)
    {
        if (status.Refusal is { } refusal)
            _terminal.Line(refusal.What, Tone.Warning);
        else
            _terminal.Line(Sentences.Where(status));
        if ((status.Companion is { Agrees: false } other ? other.Revision : status.Current) is { } at)
            _terminal.Line(new RevisionColumns([at], _revisions).Line(at));
        Next(status);
        if (status.InProgress is { } begun)
            _terminal.Line(Sentences.InProgress(begun, Product), Tone.Warning);
        foreach (var version in status.Unknown)
            _terminal.Line($"  {version} is applied, but unknown to this build.", Tone.Warning);
        foreach (var revision in status.Edited)
            _terminal.Line(Sentences.Edited(revision), Tone.Warning);
        if (status.ResolvedOrphans > 0)
            _terminal.Line(Sentences.ResolvedOrphans(status.ResolvedOrphans, Product));
        if (checksHead && !status.AtHead)
            _terminal.Line($"Not at head {status.Head?.Id ?? "base"}. (exit {(int)ExitCode.Unexpected})", Tone.Warning);
    }

    public override void History((DatabaseStatus Status, IReadOnlyList<HistoryEntry> Entries) history)
    {
        var (status, entries) = history;
        var columns = new RevisionColumns([.. entries.Select(e => e.Revision)], _revisions);
        foreach (var entry in entries)
            _terminal.Line(columns.Line(entry.Revision, Sentences.Applied(entry, Product)));
        if (entries.Count == 0)
            _terminal.Line(_revisions.All.Count == 0 ? "The history is empty." : "No revision is pending.");
        if (status.Refusal is not { } refusal)
            return;
        _terminal.Line(refusal.What, Tone.Warning);
        Next(status);
    }

    private void Next(DatabaseStatus status)
    {
        foreach (var line in status.Refusal?.Next.Split('\n') ?? [])
            _terminal.Line($"  {line}");
    }

    public override void Heads(RevisionInfo? head)
        => _terminal.Line(head is null ? "The history is empty." : new RevisionColumns([head], _revisions).Line(head));

    public override void Show(HistoryEntry entry, IReadOnlyList<HistoryEntry> history)
    {
        var (revision, _, _) = entry;
        _terminal.Line($"revision   {revision.Version}, {revision.Number} of {history.Count}");
        if (revision.ForeignId is not null && Product.Companion is { } companion)
            _terminal.Line($"{companion.JsonName.PadRight(10)} {revision.ForeignId}");
        _terminal.Line($"name       {revision.Name}");
        _terminal.Line($"after      {history.FirstOrDefault(e => e.Revision.Number == revision.Number - 1)?.Revision.Id ?? "base"}");
        _terminal.Line($"class      {revision.Type.FullName}");
        _terminal.Line($"applied    {Sentences.Applied(entry, Product)}");
    }

    public override void Checked(CheckReport report)
    {
        foreach (var line in CheckLines.Format(report))
            _terminal.Line(line);
        _terminal.Line(report.Differences.Count == 0
            ? "The database is what the model says."
            : $"{CheckLines.Count(report.Differences)} Write a revision with: {Product.CommandName} revision --autogenerate -m \"…\" "
                + $"(exit {(int)ExitCode.Unexpected})");
    }

    public override void Written(WrittenReport report)
    {
        if (report.File is { } file)
            _terminal.Line(file);
        foreach (var hint in report.Hints)
            _terminal.Line(report.File is null ? hint : $"  {hint}");
        _terminal.Line(report switch
        {
            { File: not null } => report.Next,
            { Hints: [] } => "The database is what the model says. No revision was written.",
            _ => "Nothing else differs. No revision was written.",
        });
    }

    protected override void PrintWaited(DatabaseStatus status, TimeSpan waited) => _terminal.Line(Sentences.Reached(status));

    public override void Ready(ReadyReport report)
    {
        foreach (var line in ReadyLines.Format(report))
            _terminal.Line(line);
        _terminal.Line(ReadyLines.Last(report));
    }

    public override int Failed(Failure failure)
    {
        if (!_deaf)
            Stopped();
        _terminal.ErrorLine(failure.What, Tone.Error);
        foreach (var line in failure.Next.Split('\n'))
            _terminal.ErrorLine($"  {line}");
        if (failure.Details is not null)
            _terminal.ErrorLines(failure.Details);
        _terminal.ErrorLine($"{_state.Left(failure)} (exit {(int)failure.Code})");
        return (int)failure.Code;
    }

    /// <summary>Tells what is happening.</summary>
    protected virtual void Tell(MigrationProgress progress) => _narrator.Tell(progress);

    /// <summary>Tells that the revision which was running is not any more.</summary>
    protected virtual void Stopped() => _narrator.Stopped();

    public override void Dispose() => _narrator.Dispose();
}
