using Letta.Migrations.Backfills;
using Letta.Migrations.Running;

namespace Letta.Migrations.Host.Output;

/// <summary>What is said where a verb finds no backfill that it has something to do with.</summary>
internal static class BackfillSentences
{
    public const string None = "The applied revisions have no backfills.";

    /// <summary>That there is nothing to do, why, and what there is to do instead.</summary>
    /// <param name="verb">What was asked for.</param>
    /// <param name="meant">What a backfill must be for that, of which none is.</param>
    /// <param name="all">Those that there are, or the one that was named.</param>
    /// <param name="name">What was named; null if nothing was.</param>
    public static string Nothing(string verb, string meant, IReadOnlyList<BackfillStatus> all, string? name)
    {
        if (name is not null && all is [var one])
            return $"Nothing to {verb}: {Stands(one)}";
        if (all.Count == 0)
            return None;

        var next = all.Where(b => b.State is not (BackfillState.Done or BackfillState.Optional)).Select(Stands).Select(s => $" {char.ToUpperInvariant(s[0])}{s[1..]}");
        return $"Nothing to {verb}: no backfill {meant}.{string.Concat(next)}";
    }

    private static string Stands(BackfillStatus backfill)
    {
        var next = backfill.State switch
        {
            BackfillState.Due or BackfillState.Optional => $" Run it with: letta backfill run {backfill.Name}",
            BackfillState.Running => $" See how far it is with: letta backfill status {backfill.Name}",
            BackfillState.Paused => $" Let it go on with: letta backfill resume {backfill.Name}",
            BackfillState.Incomplete => $" Mend the rows that failed, then: letta backfill retry {backfill.Name}",
            _ => "",
        };
        return $"the backfill \"{backfill.Name}\" is {BackfillLines.Word(backfill.State)}.{next}";
    }
}
