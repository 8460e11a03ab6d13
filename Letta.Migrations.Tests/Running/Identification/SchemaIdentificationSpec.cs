using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Running.Identification;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running.Identification;

/// <summary>Which revision a database is at; known by nothing but its schema.</summary>
public abstract class SchemaIdentificationSpec(TestEngine engine)
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The revisions that make the same schema, by their numbers; every other revision makes one of its own.</summary>
    protected abstract IReadOnlyList<int[]> Alike { get; }

    /// <summary>Two changes of the schema of a revision, and how they are printed.</summary>
    protected virtual IEnumerable<(int Revision, string Changes, string[] Printed)> TwoChanges =>
    [
        (
            16,
            "alter table tools add column shoe_size integer; create table shoes (size integer)",
            ["extra    table \"shoes\"", "extra    column \"shoe_size\" integer null of \"tools\""]),
        (
            32,
            "drop table tools_agents; alter table tools add column shoe_size integer",
            ["missing  table \"tools_agents\"", "extra    column \"shoe_size\" integer null of \"tools\""]),
        (
            48,
            "alter table organizations rename column name to title",
            [
                "missing  column \"name\" {text} not null of \"organizations\"",
                "extra    column \"title\" {text} not null of \"organizations\""
            ]),
        (
            64,
            "drop table groups_blocks; drop table llm_batch_items",
            ["missing  table \"groups_blocks\"", "missing  table \"llm_batch_items\""]),
        (
            80,
            "alter table users drop column name; create table shoes (size integer)",
            ["extra    table \"shoes\"", "missing  column \"name\" {text} not null of \"users\""]),
        (
            96,
            "alter table agents drop column description; alter table agents add column shoe_size integer",
            ["missing  column \"description\" {text} null of \"agents\"", "extra    column \"shoe_size\" integer null of \"agents\""]),
        (
            112,
            "drop table sources_agents; create table shoes (size integer)",
            ["extra    table \"shoes\"", "missing  table \"sources_agents\""]),
        (
            128,
            "alter table tools rename column description to notes",
            ["missing  column \"description\" {text} null of \"tools\"", "extra    column \"notes\" {text} null of \"tools\""]),
        (
            144,
            "drop table sources_agents; drop table tools_agents",
            ["missing  table \"sources_agents\"", "missing  table \"tools_agents\""]),
        (
            160,
            "alter table providers add column shoe_size integer; alter table prompts add column hat_size integer",
            ["extra    column \"hat_size\" integer null of \"prompts\"", "extra    column \"shoe_size\" integer null of \"providers\""]),
    ];

    /// <summary>How a text without a limit is spelled.</summary>
    protected abstract string TextType { get; }

    [Fact]
    [Trait("Cost", "sweep")]
    public async Task Each_of_the_167_revisions_is_named_by_its_schema_and_so_are_those_that_make_the_same()
    {
        await using var database = await engine.CreateAsync();
        var (looks, history) = (Engine(database), await HistoryAsync(database));
        var wrong = new List<string>();
        foreach (var revision in LettaMigrations.Revisions.All)
        {
            await database.Runner().UpgradeAsync(revision.Id, cancellationToken: Stop);

            var identified = await SchemaIdentifier.IdentifyAsync(await looks.ReadSchemaAsync(Stop), history, looks.AdoptionRules, Stop);

            int[] expected = Alike.FirstOrDefault(a => a.Contains(revision.Number)) ?? [revision.Number];
            if (!identified.Matches.Select(m => m.Revision.Number).SequenceEqual(expected) || identified.Nearest is not null)
                wrong.Add(
                    $"{revision.Number} is {string.Join(", ", identified.Matches.Select(m => m.Revision.Number))}, "
                        + $"nearest {identified.Nearest?.Number}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_schema_with_two_changes_is_nearest_to_its_revision_and_both_are_named()
    {
        await using var empty = await engine.CreateAsync();
        var history = await HistoryAsync(empty);
        foreach (var (number, changes, printed) in TwoChanges)
        {
            await using var database = await engine.CreateAtAsync(number);
            await database.ExecuteAsync(changes);

            var identified
                = await SchemaIdentifier.IdentifyAsync(
                    await Engine(database).ReadSchemaAsync(Stop), history, Engine(database).AdoptionRules, Stop);

            Assert.Empty(identified.Matches);
            Assert.Equal(Alike.FirstOrDefault(a => a.Contains(number))?.Max() ?? number, identified.Nearest?.Number);
            Assert.Equal(
                printed.Select(p => p.Replace("{text}", TextType, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
                identified.Differences.Select(d => d.ToString()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Tables_that_no_revision_makes_are_nearest_to_none()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table shoes (size integer)");

        var identified = await SchemaIdentifier.IdentifyAsync(Engine(database), Sample.All, Stop);

        Assert.Equal((0, null), (identified.Matches.Count, identified.Nearest));
    }

    /// <summary>All of the history at once: in one walk, as long as that takes, so that many databases can be compared with it.</summary>
    private static Task<HistorySchemas> HistoryAsync(TestDatabase database)
        => HistorySchemas.ReadAsync(Engine(database), LettaMigrations.Revisions, readWhole: _ => true, Stop);

    private protected static IDatabaseEngine Engine(TestDatabase database)
        => DatabaseEngine.For(database.Target, new MigrationOptions().ForEngine(TimeProvider.System));
}
