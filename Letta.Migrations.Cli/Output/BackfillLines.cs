using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

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
            return [BackfillSentences.None];

        var name = backfills.Max(b => b.Name.Length);
        return backfills.Select(b => $"  {b.Name.PadRight(name)}   {Word(b.State),-8}   {Waiting(b)}".TrimEnd());
    }

    /// <summary>How a run ended, what it did, and what it left because nobody asked for it.</summary>
    public static IEnumerable<string> Ran(BackfillResult result, DatabaseTarget target)
    {
        yield return result.Done.Count == 0
            ? $"{target}   no backfill is due. Nothing to do."
            : $"No row waits any more, verified. {Rows(result.Done.Sum(d => d.Rows))} done in {Elapsed.OfRun(result.Duration)}.";

        foreach (var line in Done(result.Done))
            yield return line;
        foreach (var optional in result.Optional)
            yield return $"Optional, and not run: {Rows(optional.Waiting)} of \"{optional.Table}\" can be encrypted "
                + $"with: {target.Product.CommandName} backfill run {optional.Name}";
    }

    /// <summary>What became of the rows that had failed.</summary>
    /// <param name="result">What was tried.</param>
    /// <param name="nothing">What to say if nothing was.</param>
    /// <param name="product">Whose command line it is.</param>
    public static IEnumerable<string> Retried(BackfillResult result, string nothing, MigrationProduct product)
    {
        if (result.Done.Count == 0)
            return [nothing];

        var rest = result.Due.Count == 0
            ? ""
            : $" The rest is due, with: {string.Join(" and ", result.Due.Select(d => $"{product.CommandName} backfill run {d.Name}"))}";
        return Done(result.Done)
            .Prepend(
                $"No row that failed is left, verified. {Rows(result.Done.Sum(d => d.Rows))} done "
                    + $"in {Elapsed.OfRun(result.Duration)}.{rest}");
    }

    /// <summary>A line for each that was run to its end.</summary>
    public static IEnumerable<string> Done(IReadOnlyList<BackfillDone> all)
    {
        var name = all.Select(d => d.Name.Length).DefaultIfEmpty(0).Max();
        return all.Select(d => $"  {d.Name.PadRight(name)}   {Rows(d.Rows)}   {Elapsed.Format(d.Duration)}");
    }

    /// <summary>How far each is: a line, and below it what failed.</summary>
    /// <param name="backfills">The backfills.</param>
    /// <param name="none">What to say if there are none.</param>
    /// <param name="product">Whose command line it is.</param>
    public static IEnumerable<string> Status(IReadOnlyList<BackfillStatus> backfills, string none, MigrationProduct product)
    {
        if (backfills.Count == 0)
            yield return none;

        var name = backfills.Select(b => b.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var backfill in backfills)
        {
            yield return $"  {backfill.Name.PadRight(name)}   {Word(backfill.State),-10}   {string.Join(", ", Parts(backfill))}".TrimEnd();
            if (backfill.Failed > 0)
                yield return $"  {"".PadRight(name)}   "
                    + $"failed: {string.Join(", ", backfill.FirstFailed)}{(backfill.Failed > backfill.FirstFailed.Count ? ", …" : "")}; "
                    + $"fix them, then: {product.CommandName} backfill retry {backfill.Name}";
            else if (backfill.LastError is { } error)
                yield return $"  {"".PadRight(name)}   ended with {error}; {product.CommandName} backfill run {backfill.Name} goes on";
        }
    }

    /// <summary>How far one is, as long as it runs.</summary>
    /// <param name="name">The backfill.</param>
    /// <param name="passed">How many rows were looked at.</param>
    /// <param name="estimate">How many there are, roughly.</param>
    /// <param name="rate">How many in a second; 0 where that is not known yet.</param>
    public static string Progress(string name, long passed, long estimate, double rate)
    {
        const int Width = 24;
        var share = estimate <= 0 ? 1 : Math.Min(1, (double)passed / estimate);
        var done = (int)(share * Width);
        var left = rate > 0 ? $", {rate:0} a second, {Left(TimeSpan.FromSeconds(Math.Max(0, estimate - passed) / rate))} left" : "";
        return $"  {name}   [{new string('#', done)}{new string('.', Width - done)}] {share * 100:0} %   {passed} of "
            + $"about {Rows(estimate)}{left}";
    }

    private static IEnumerable<string> Parts(BackfillStatus backfill)
    {
        if (backfill.State is BackfillState.Done or BackfillState.Optional)
        {
            if (backfill.RowsDone > 0)
                yield return $"{Rows(backfill.RowsDone)} changed";
            if (backfill.Waiting > 0)
                yield return $"{Rows(backfill.Waiting)} waiting";
            yield break;
        }

        if (backfill.Estimate is { } estimate)
            yield return $"{(estimate == 0 ? 100 : Math.Min(100, backfill.RowsScanned * 100 / estimate))} %, {backfill.RowsScanned} of "
                + $"about {Rows(estimate)}";
        else if (backfill.Waiting > 0)
            yield return $"{Rows(backfill.Waiting)} waiting";
        yield return $"{backfill.RowsDone} changed";
        if (backfill.Failed > 0)
            yield return $"{backfill.Failed} failed";
        if (backfill.Rate is { } rate)
            yield return $"{rate:0} a second";
        if (backfill is { State: BackfillState.Running, Left: { } left })
            yield return $"{Left(left)} left";
        if (backfill.Workers > 0)
            yield return backfill.Workers == 1 ? "1 at work" : $"{backfill.Workers} at work";
        else if (backfill.SinceHeartbeat is { } since)
            yield return $"last worked on {Left(since)} ago";
        if (backfill.Mode == BackfillMode.Inline)
            yield return "the next upgrade goes on with it";
    }

    /// <summary>A time that is only known roughly.</summary>
    private static string Left(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => $"{time.TotalSeconds:0} s",
        { TotalMinutes: < 90 } => $"{time.TotalMinutes:0} min",
        _ => $"{time.TotalHours:0.0} h",
    };

    private static string Waiting(BackfillStatus backfill) => backfill.Waiting == 0 ? "" : $"{Rows(backfill.Waiting)} waiting";

    private static string Rows(long rows) => rows == 1 ? "1 row" : $"{rows} rows";
}
