using Letta.Migrations.Running;
using Letta.Migrations.Running.Checksums;
using Letta.Migrations.Schema;
using Xunit;

namespace Letta.Migrations.Testing;

/// <summary>
/// What must hold of every history, on one engine. A test project has one class for each engine, and inherits the tests:
/// <code>
/// public sealed class SqliteShopTests() : MigrationTests(ShopMigrations.Definition, new SqliteDatabases(), Shop.Model);
///
/// public sealed class PostgresShopTests(PostgresDatabases databases)
///     : MigrationTests(ShopMigrations.Definition, databases, Shop.Model), IClassFixture&lt;PostgresDatabases&gt;;
/// </code>
/// Tests of its own about rows begin with <see cref="Given"/>.
/// </summary>
/// <param name="definition">The history.</param>
/// <param name="databases">Where each test gets its database.</param>
/// <param name="model">The model that head is to be; null if there is none.</param>
public abstract class MigrationTests(MigrationDefinition definition, MigrationDatabases databases, SchemaModel? model = null)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An empty database comes to head, and a second upgrade finds nothing to do.</summary>
    [Fact]
    public async Task Upgrade_brings_an_empty_database_to_head_once()
    {
        await using var database = await databases.CreateAsync(Stop);
        var runner = Runner(database);

        var first = await runner.UpgradeAsync(cancellationToken: Stop);
        var second = await runner.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(runner.Revisions.Head, first.To);
        Assert.Equal(runner.Revisions.All.Count, first.Applied.Count);
        Assert.Empty(second.Applied);
    }

    /// <summary>
    /// Each revision is applied, reverted and applied again. Its <c>Down</c> leaves the schema as it was before, and its second <c>Up</c>
    /// as after the first.
    /// </summary>
    [Fact]
    public async Task Each_revision_goes_up_and_down_and_up_again()
    {
        await using var database = await databases.CreateAsync(Stop);
        var runner = Runner(database);
        var before = await ReadAsync(database);
        foreach (var revision in runner.Revisions.All)
        {
            await runner.UpgradeAsync("+1", cancellationToken: Stop);
            var after = await ReadAsync(database);
            await runner.DowngradeAsync("-1", cancellationToken: Stop);
            AssertNone(Differences($"Down of {revision.Version} ({revision.Name})", before, await ReadAsync(database)));
            await runner.UpgradeAsync("+1", cancellationToken: Stop);
            AssertNone(Differences($"The second Up of {revision.Version} ({revision.Name})", after, await ReadAsync(database)));
            before = after;
        }
    }

    /// <summary>From head to base nothing is left, and head is reached again from there.</summary>
    [Fact]
    public async Task Downgrade_to_base_leaves_nothing_and_the_way_up_is_open()
    {
        await using var database = await databases.CreateAsync(Stop);
        var runner = Runner(database);
        var empty = await ReadAsync(database);
        await runner.UpgradeAsync(cancellationToken: Stop);
        var head = await ReadAsync(database);

        await runner.DowngradeAsync("base", cancellationToken: Stop);
        AssertNone(Differences("Base", empty, await ReadAsync(database)));
        await runner.UpgradeAsync(cancellationToken: Stop);

        AssertNone(Differences("The second way to head", head, await ReadAsync(database)));
    }

    /// <summary>The schema at head is the one that the model describes; skipped without a model.</summary>
    [Fact]
    public async Task Head_is_what_the_model_says()
    {
        Assert.SkipWhen(model is null, "No model was given.");
        await using var database = await databases.CreateAsync(Stop);
        var runner = Runner(database);
        await runner.UpgradeAsync(cancellationToken: Stop);

        var check = await model.CheckAsync(runner, TimeProvider.System, excluded: [], Stop);

        AssertNone([.. SchemaComparison.Lines(check.Differences)]);
        Assert.True(check.Unseen is null, check.Unseen);
    }

    /// <summary>
    /// No revision that is in <c>history.lock</c> was edited, none came in before one of them, and all are in it; skipped without that
    /// file.
    /// </summary>
    [Fact]
    public void History_is_the_one_that_is_locked()
    {
        var revisions = definition.Revisions();
        var locked = revisions.All.Where(r => r.Locked is not null).ToDictionary(r => r.Version, r => r.Locked!);
        Assert.SkipWhen(locked.Count == 0, "There is no history.lock with a revision in it.");

        var faults = HistoryLock.Faults(revisions, locked, definition.Product).Select(f => $"{f.What} {f.Next}");
        var missing = revisions.All.Where(r => r.Locked is null && r.Version > locked.Keys.Max())
            .Select(r => $"Revision {r.Version} ({r.Name}) is not locked. Run: {definition.Product.Command("history --lock")}");

        AssertNone([.. faults, .. missing]);
    }

    /// <summary>
    /// The beginning of a test about rows: a database at a revision, with rows in it.
    /// <code>
    /// await Given("20260105090000", "insert into books (id, title) values ('b1', 'Ulysses')")
    ///     .ExpectAsync("head", "select shelf from books", "U");
    /// </code>
    /// </summary>
    /// <param name="revision">Where the database is when the rows are put in: a version or <c>head</c>.</param>
    /// <param name="sql">The statements that put them in.</param>
    protected MigrationScenario Given(string revision, params string[] sql) => new(definition, databases, revision, sql);

    /// <summary>A test accepts what a person would have to: its database holds rows that it made itself, or none.</summary>
    private MigrationRunner Runner(MigrationDatabase database)
        => definition.CreateRunner(database.Address, new MigrationOptions { AcceptLoss = true });

    private Task<DatabaseSchema> ReadAsync(MigrationDatabase database) => database.ReadSchemaAsync(definition, Stop);

    private static List<string> Differences(string what, DatabaseSchema expected, DatabaseSchema actual)
    {
        var lines = SchemaComparison.Lines(SchemaComparison.Compare(expected, actual))
            .Concat(actual.Views.Select(v => v.Name).Except(expected.Views.Select(v => v.Name)).Select(name => $"extra view {name}"))
            .ToList();
        return lines.Count == 0 ? [] : [$"{what} leaves another schema than there was:", .. lines.Select(line => $"  {line}")];
    }

    private static void AssertNone(List<string> wrong)
        => Assert.True(wrong.Count == 0, $"\n{string.Join('\n', wrong)}");
}
