using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;
using Letta.Migrations.Tests.History;

namespace Letta.Migrations.Tests.Faults;

/// <summary>SIGKILL at every boundary between two statements, and at random moments; then the same command again.</summary>
[Trait("Runs", "letta")]
[Trait("Cost", "sweep")]
public abstract class KillSpec(TestEngine engine)
{
    private const string Child = "letta-test-child.dll";

    /// <summary>A history goes so far.</summary>
    private const int Longest = 16;

    /// <summary>
    /// And it is killed at every boundary of so many revisions: each one more is dozens of processes, which take long where each is
    /// compiled again.
    /// </summary>
    private static int Killed => LettaProcess.IsNative ? Longest : 5;

    private const int Kills = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Of how many boundaries one is tried where an empty database is filled with the whole history.</summary>
    protected virtual int Stride => 101;

    /// <summary>The lines that describe the whole schema, bookkeeping included.</summary>
    protected abstract Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database);

    [Theory]
    [InlineData("letta")]
    [InlineData("concurrent")]
    [InlineData("stepwise")]
    public async Task Killed_at_every_statement_boundary_leaves_a_revision_whole_undone_or_marked(string history)
    {
        await using var undisturbed = await engine.CreateAsync();
        var states = await UndisturbedAsync(undisturbed, history);
        await using var database = await FirstAsync(history);

        var kills = await KilledAsync(database, history, "upgrade", Target(history, Killed), states);
        await database.Runner(Revisions(history), new MigrationOptions { AcceptLoss = true })
            .UpgradeAsync(Target(history, Longest), cancellationToken: Stop);

        Assert.True(kills > Math.Min(Killed, states.Count) * 4, $"only {kills} kills");
        await SameAsync(undisturbed, database, history);
    }

    [Theory]
    [InlineData("concurrent")]
    [InlineData("stepwise")]
    public async Task Killed_at_every_statement_boundary_of_the_way_back_leaves_a_revision_whole_undone_or_marked(string history)
    {
        await using var database = await FirstAsync(history);
        var revisions = Revisions(history);
        await database.Runner(revisions).UpgradeAsync(cancellationToken: Stop);
        await using var undisturbed = await FirstAsync(history);
        await undisturbed.Runner(revisions).UpgradeAsync(cancellationToken: Stop);
        var states = new List<IReadOnlyList<string>> { await CatalogAsync(undisturbed) };
        while (states.Count < revisions.All.Count)
        {
            await undisturbed.Runner(revisions).DowngradeAsync("-1", cancellationToken: Stop);
            states.Insert(0, await CatalogAsync(undisturbed));
        }

        await KilledAsync(database, history, "downgrade", revisions.All[0].Id, [[], .. states]);

        await SameAsync(undisturbed, database, history);
    }

    /// <summary>
    /// An empty database is filled in one transaction, so it is empty or full. On a long history not every boundary is tried.
    /// </summary>
    [Theory]
    [InlineData("letta")]
    [InlineData("stepwise")]
    public async Task Killed_while_it_fills_an_empty_database_leaves_it_empty(string history)
    {
        var stride = history == "letta" ? Stride : 1;
        await using var undisturbed = await engine.CreateAsync();
        var empty = await TablesAsync(undisturbed);
        await undisturbed.Runner(Revisions(history)).UpgradeAsync(cancellationToken: Stop);
        await using var database = await engine.CreateAsync();

        var kills = 0;
        for (var boundary = 1; ; boundary += stride)
        {
            await using var letta
                = LettaProcess.Start(Child, database.Environment, "kill", history, boundary.ToString(), "upgrade", "head");
            if (await letta.ExitAsync(Stop) == 0)
                break;

            kills++;
            var applied = (await database.Runner(Revisions(history)).CurrentAsync(cancellationToken: Stop)).Current?.Number ?? 0;
            if (applied == Revisions(history).All.Count)
                break; // After the commit.
            Assert.Equal((0, empty), (applied, await TablesAsync(database)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{history}: killed {kills} times");
        Assert.True(kills > 3, $"only {kills} kills");
        await database.Runner(Revisions(history)).UpgradeAsync(cancellationToken: Stop);
        await SameAsync(undisturbed, database, history, rows: false);
    }

    /// <summary>
    /// Each kill is at a random moment after a random number of revisions, so that all of them are spread over the whole history on a
    /// machine of any speed. A database that is at head before the last kill is compared, and another begun.
    /// </summary>
    [Fact]
    public async Task Killed_at_random_moments_of_the_whole_history_every_row_is_as_in_an_undisturbed_upgrade()
    {
        await using var undisturbed = await FilledAsync();
        await undisturbed.Runner(options: new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop);
        var rows = await RowFiller.RowsAsync(undisturbed, timeless: true);
        var seed = Environment.TickCount;
        var random = new Random(seed);

        var (kills, databases) = (0, 0);
        while (kills < Kills)
        {
            await using var database = await FilledAsync();
            databases++;
            while (kills < Kills
                && await KilledAsync(database, random.Next(2 * LettaMigrations.Revisions.All.Count / Kills), random.Next(100)))
                kills++;

            await using var last = LettaProcess.Start(Child, database.Environment, Upgrade);
            Assert.True(await last.ExitAsync(Stop) == 0, $"seed {seed}: {last.Out}{last.Error}");
            await SameAsync(undisturbed, database, "letta", rows: false);
            Same.Lines(rows, await RowFiller.RowsAsync(database, timeless: true), $"seed {seed}, rows");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {kills} kills on {databases} databases");
    }

    /// <summary>Runs an upgrade, and kills it so many milliseconds after so many revisions; false if it was faster.</summary>
    private static async Task<bool> KilledAsync(TestDatabase database, int revisions, int milliseconds)
    {
        await using var letta = LettaProcess.Start(Child, database.Environment, Upgrade);
        var ended = letta.ExitAsync(Stop);
        while (!ended.IsCompleted && letta.Out.Count(c => c == '\n') <= revisions)
            await Task.WhenAny(ended, Task.Delay(5, Stop));
        await Task.WhenAny(ended, Task.Delay(milliseconds, Stop));
        if (!ended.IsCompleted)
            letta.Kill();
        return await ended != 0;
    }

    private static string[] Upgrade => ["letta", "letta", "upgrade", "--accept-loss"];

    /// <summary>At the first revision, with rows in every table, and those that later revisions must carry.</summary>
    private async Task<TestDatabase> FilledAsync()
    {
        var database = await engine.CreateAsync();
        await database.Runner().UpgradeAsync("+1", cancellationToken: Stop);
        await RowFiller.FillAsync(database);
        await SeedAsync(database, "letta");
        return database;
    }

    /// <summary>The names of all tables, bookkeeping included.</summary>
    private static async Task<string> TablesAsync(TestDatabase database)
        => string.Join(' ', await database.RowsAsync(database.Target.Engine == "sqlite"
            ? "select name from sqlite_schema order by 1"
            : "select relname from pg_class where relnamespace = 'public'::regnamespace order by 1"));

    private static string[] AcceptingLoss(string verb) => verb == "upgrade" ? ["--accept-loss"] : [];

    private static string Target(string history, int longest) => Revisions(history).All.Last(r => r.Number <= longest).Id;

    protected static RevisionSet Revisions(string history) => Tests.Child.Histories.TestHistory.Named(history);

    /// <summary>Rows of the age of revision 001 that every later revision must carry.</summary>
    private static Task SeedAsync(TestDatabase database, string history) => history switch
    {
        "letta" => database.ExecuteAsync(LettaSeed),
        "stepwise" => database.ExecuteAsync(Tests.Child.Histories.Stepwise.Seed),
        _ => Task.CompletedTask,
    };

    private const string LettaSeed = """
        insert into organizations (id, name) values ('org-1', 'one');
        insert into users (id, org_id, name, policies_accepted) values ('user-1', 'org-1', 'ann', true);
        insert into agents (id, user_id, name, memory, tools) values
          ('agent-1', 'user-1', 'a', '{"memory": {"human": {"value": "I am Ann", "limit": 2000}}, "prompt_template": ""}', '["send_message"]');
        insert into sources (id, user_id, name, embedding_config) values ('source-1', 'user-1', 's', '{}');
        insert into agent_source_mapping (id, user_id, agent_id, source_id) values ('map-1', 'user-1', 'agent-1', 'source-1');
        insert into files (id, user_id, source_id, file_name) values ('file-1', 'user-1', 'source-1', 'f');
        insert into block (id, value, "limit", label, user_id) values ('block-ann', 'v', 100, 'persona', 'user-1');
        insert into jobs (id, user_id, status) values ('job-1', 'user-1', 'completed');
        insert into messages (id, user_id, agent_id, role, tool_calls, created_at) values ('message-1', 'user-1', 'agent-1', 'user', '[]', '2024-10-12 10:00:00');
        insert into passages (id, user_id, text, agent_id, embedding_config, metadata_, created_at)
          values ('passage-1', 'user-1', 't', 'agent-1', '{}', '{}', '2024-10-12 10:00:00');
        """;

    /// <summary>At the first revision, with rows: what follows is committed revision by revision.</summary>
    private async Task<TestDatabase> FirstAsync(string history)
    {
        var database = await engine.CreateAsync();
        await database.Runner(Revisions(history)).UpgradeAsync("+1", cancellationToken: Stop);
        await SeedAsync(database, history);
        return database;
    }

    /// <summary>
    /// Runs a command until it is at its end. Each round is killed one boundary later than the one before, counted from where that had come
    /// to.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="history">The history.</param>
    /// <param name="verb">upgrade or downgrade.</param>
    /// <param name="target">The target.</param>
    /// <param name="states">The catalog after so many revisions.</param>
    private async Task<int> KilledAsync(
        TestDatabase database, string history, string verb, string target, IReadOnlyList<IReadOnlyList<string>> states)
    {
        var runner = database.Runner(Revisions(history));
        var (reached, step, boundary, kills) = ((await runner.CurrentAsync(cancellationToken: Stop)).Current!.Number, -1, 0, 0);
        while (true)
        {
            boundary++;
            await using var letta = LettaProcess.Start(
                Child, database.Environment, ["kill", history, boundary.ToString(), verb, target, .. AcceptingLoss(verb)]);
            if (await letta.ExitAsync(Stop) == 0)
                break;

            kills++;
            var status = await runner.CurrentAsync(cancellationToken: Stop);
            var applied = status.Current!.Number;
            if (status.InProgress is null)
                Same.Lines(
                    states[applied],
                    await CatalogAsync(database),
                    $"{history}, {verb} killed at boundary {boundary} at revision {applied}");
            var done = status.InProgress?.Done ?? -1;
            if ((applied, done) == (reached, step))
                continue;

            Assert.True(
                applied == reached ? done == step + 1 || (step, done) == (-1, 1) : Math.Abs(applied - reached) == 1,
                $"from {reached} ({step}) to {applied} ({done})");
            (reached, step, boundary) = (applied, done, 0);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{history}: {verb} killed {kills} times");
        return kills;
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>> UndisturbedAsync(TestDatabase database, string history)
    {
        var states = new List<IReadOnlyList<string>> { await CatalogAsync(database) };
        foreach (var revision in Revisions(history).All.TakeWhile(r => r.Number <= Longest))
        {
            await database.Runner(Revisions(history), new MigrationOptions { AcceptLoss = true })
                .UpgradeAsync("+1", cancellationToken: Stop);
            if (revision.Number == 1)
                await SeedAsync(database, history);
            states.Add(await CatalogAsync(database));
        }

        return states;
    }

    private async Task SameAsync(TestDatabase undisturbed, TestDatabase database, string history, bool rows = true)
    {
        Same.Lines(await CatalogAsync(undisturbed), await CatalogAsync(database), history);
        foreach (var query in BookkeepingQueries.Concat(rows ? RowQueries(history) : []))
            Assert.Equal(await undisturbed.RowsAsync(query), await database.RowsAsync(query));
        foreach (var query in rows ? RowQueries(history) : [])
            Assert.NotEmpty(await database.RowsAsync(query));
    }

    private static readonly string[] LettaTables = ["agents", "block", "files", "jobs", "messages", "passages", "sources", "users"];

    private static readonly string[] BookkeepingQueries =
    [
        """select "Version" from "VersionInfo" order by 1""",
        "select version, direction from letta_migration_ledger order by id",
        "select * from letta_migration_step",
        "select version_num from alembic_version",
    ];

    private static IEnumerable<string> RowQueries(string history) => history switch
    {
        "letta" =>
        [
            "select agent_id, block_label from blocks_agents order by 1, 2",
            "select agent_id, source_id from sources_agents order by 1, 2",
            .. LettaTables.Select(t => $"select id from {t} order by 1"),
        ],
        "stepwise" => ["select id, name, visits from parents order by id", "select id, parent_id, kind from children order by id"],
        _ => [],
    };
}
