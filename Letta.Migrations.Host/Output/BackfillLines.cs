using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;

namespace Letta.Migrations.Host.Output;

/// <summary>The lines that tell of backfills.</summary>
internal static class BackfillLines
{
    public static string Word(BackfillState state) => state switch
    {
        BackfillState.Due => "due",
        BackfillState.Optional => "optional",
        BackfillState.Running => "running",
        BackfillState.Paused => "paused",
        BackfillState.Incomplete => "incomplete",
        _ => "done",
    };

    /// <summary>A line for each, in columns.</summary>
    public static IEnumerable<string> List(IReadOnlyList<BackfillStatus> backfills)
    {
        if (backfills.Count == 0)
            return ["The applied revisions have no backfills."];

        var name = backfills.Max(b => b.Name.Length);
        return backfills.Select(b => $"  {b.Name.PadRight(name)}   {Word(b.State),-8}   {Waiting(b)}".TrimEnd());
    }

    /// <summary>How a run ended, what it did, and what it left because nobody asked for it.</summary>
    public static IEnumerable<string> Ran(BackfillResult result, DatabaseTarget target)
    {
        yield return result.Done.Count == 0
            ? $"{target}   no backfill is due. Nothing to do."
            : $"No row waits any more, verified. {Rows(result.Done.Sum(d => d.Rows))} done in {Elapsed.OfRun(result.Duration)}.";

        var name = result.Done.Select(d => d.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var done in result.Done)
            yield return $"  {done.Name.PadRight(name)}   {Rows(done.Rows)}   {Elapsed.Of(done.Duration)}";
        foreach (var optional in result.Optional)
            yield return $"Optional, and not run: {Rows(optional.Waiting)} of \"{optional.Table}\" can be encrypted with: letta backfill run {optional.Name}";
    }

    private static string Waiting(BackfillStatus backfill) => backfill.Waiting == 0 ? "" : $"{Rows(backfill.Waiting)} waiting";

    private static string Rows(long rows) => rows == 1 ? "1 row" : $"{rows} rows";
}
