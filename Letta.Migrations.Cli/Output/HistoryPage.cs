using Letta.Migrations.Product;
using Letta.Migrations.Running;
using Letta.Migrations.Running.StepDescriptions;

namespace Letta.Migrations.Cli.Output;

/// <summary>The history as a page of Markdown, from what its revisions say of themselves.</summary>
internal static class HistoryPage
{
    private const string LostHeading = "What is lost on the way up";
    private const string NotRestoredHeading = "What downgrades cannot restore";

    public static string Write(RevisionSet revisions, MigrationProduct product)
    {
        var outlines = revisions.All.Select(RevisionOutline.Create).ToList();
        return string.Join(
            '\n',
            [
                .. Introduction(outlines, product),
                .. Years(outlines, product),
                .. Lost(outlines, product),
                .. NotRestored(outlines, product)
            ]);
    }

    private static IEnumerable<string> Introduction(List<RevisionOutline> outlines, MigrationProduct product) =>
    [
        "# The history",
        "",
        $"{Sentences.Count(outlines.Count)}, oldest first. Every line is what the revision says of itself: this page is the output of",
        $"`{product.CommandName} history --markdown`, and is not edited.",
        "",
        "**changes**: `+` is created, `−` dropped, `→` before it replaced under the same name, after it what a column becomes; types are "
            + "those of",
        $"Postgres. **rows**: whether existing rows are written to, and whether [some data is lost]({Anchor(LostHeading)}). **back**: "
            + $"whether its",
        $"downgrade declares something that it [cannot restore]({Anchor(NotRestoredHeading)}).",
    ];

    private static IEnumerable<string> Years(List<RevisionOutline> outlines, MigrationProduct product)
        => outlines.GroupBy(o => o.Revision.Version / 10_000_000_000).SelectMany(year => (IEnumerable<string>)
        [
            "",
            $"## {year.Key}",
            "",
            $"| # | version | {IdHeading(product)} | revision | changes | rows | back |",
            "|---|---|---|---|---|---|---|",
            .. year.Select(Line),
        ]);

    private static string Line(RevisionOutline outline)
    {
        var (revision, changes, writes, losses, notRestored) = outline;
        string?[] rows = [writes ? "written" : null, losses.Count > 0 ? $"[some lost]({Anchor(LostHeading)})" : null];
        var back = notRestored.Count > 0 ? $"[in part]({Anchor(NotRestoredHeading)})" : "yes";
        return Row(
            $"{revision.Number}",
            $"{revision.Version}",
            revision.ForeignId ?? "",
            revision.Name,
            string.Join("; ", changes),
            string.Join(", ", rows.OfType<string>()),
            back);
    }

    private static IEnumerable<string> Lost(
        List<RevisionOutline> outlines, MigrationProduct product) => !outlines.Exists(o => o.Losses.Count > 0) ? [] :
    [
        "",
        $"## {LostHeading}",
        "",
        "Data that a revision drops and that has no replacement. Where rows hold such data, the revision is refused before its first "
            + "change (exit code 7),",
        "with the keys of the rows and the query that lists them; `--accept-loss` lets it go on, and it says what was lost.",
        "",
        $"| # | {IdHeading(product)} | rows of | lost | because |",
        "|---|---|---|---|---|",
        .. outlines.SelectMany(
            o => o.Losses, (o, l) => Row($"{o.Revision.Number}", o.Revision.ForeignId ?? "", $"`{l.Table}`", l.What, l.Why)),
    ];

    private static IEnumerable<string> NotRestored(
        List<RevisionOutline> outlines, MigrationProduct product) => !outlines.Exists(o => o.NotRestored.Count > 0) ? [] :
    [
        "",
        $"## {NotRestoredHeading}",
        "",
        "A downgrade says so before it begins, and needs no flag.",
        "",
        $"| # | {IdHeading(product)} | revision | not restored |",
        "|---|---|---|---|",
        .. outlines.SelectMany(
            o => o.NotRestored, (o, n) => Row($"{o.Revision.Number}", o.Revision.ForeignId ?? "", o.Revision.Name, n.What)),
    ];

    /// <summary>The column of the ids by which users call revisions.</summary>
    private static string IdHeading(MigrationProduct product) => product.Companion?.Tool ?? "id";

    private static string Row(params string[] cells)
        => $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    private static string Anchor(string heading) => $"#{heading.ToLowerInvariant().Replace(' ', '-')}";
}
