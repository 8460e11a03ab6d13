using Letta.Migrations.Backfills;
using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>What is said where a verb finds no backfill that it has something to do with.</summary>
internal static class BackfillSentences
{
    public const string None = "The applied revisions have no backfills.";

    /// <summary>That there is nothing to do, why, and what there is to do instead.</summary>
    /// <param name="verb">What was asked for.</param>
    /// <param name="meant">What a backfill must be for that, of which none is.</param>
    /// <param name="all">Those that there are, or the one that was named.</param>
    /// <param name="name">What was named; null if nothing was.</param>
    /// <param name="product">Whose command line it is.</param>
    public static string Nothing(string verb, string meant, IReadOnlyList<BackfillStatus> all, string? name, MigrationProduct product)
    {
        if (name is not null && all is [var one])
            return $"Nothing to {verb}: {Stands(one, product)}";
        if (all.Count == 0)
            return None;

        var next = all.Where(b => b.State is not (BackfillState.Done or BackfillState.Optional)).Select(b => Stands(b, product))
            .Select(s => $" {char.ToUpperInvariant(s[0])}{s[1..]}");
        return $"Nothing to {verb}: no backfill {meant}.{string.Concat(next)}";
    }

    private static string Stands(BackfillStatus backfill, MigrationProduct product)
    {
        var next = backfill.State switch
        {
            BackfillState.Due or BackfillState.Optional => $" Run it with: {product.CommandName} backfill run {backfill.Name}",
            BackfillState.Running => $" See how far it is with: {product.CommandName} backfill status {backfill.Name}",
            BackfillState.Paused => $" Let it go on with: {product.CommandName} backfill resume {backfill.Name}",
            BackfillState.Incomplete => $" Fix the rows that failed, then: {product.CommandName} backfill retry {backfill.Name}",
            _ => "",
        };
        return $"the backfill \"{backfill.Name}\" is {BackfillLines.Word(backfill.State)}.{next}";
    }
}
