using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.History;

namespace Letta.Migrations.Tests.Faults;

/// <summary>SIGKILL at every boundary between two statements, and at random moments; then the same command again.</summary>
public abstract class KillSpec(TestEngine engine)
{
    private const string Child = "letta-test-child.dll";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The lines that describe the whole schema, bookkeeping included.</summary>
    protected abstract Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database);

    [Theory]
    [InlineData("letta")]
    [InlineData("concurrent")]
    public async Task Killed_at_every_statement_boundary_leaves_a_revision_whole_or_undone(string history)
    {
        await using var undisturbed = await engine.CreateAsync();
        var states = await UndisturbedAsync(undisturbed, history);
        await using var database = await engine.CreateAsync();

        // Each round is killed one boundary later than the one before, counted from the revision that the last one had reached.
        var (reached, boundary, kills) = (0, 0, 0);
        while (true)
        {
            boundary++;
            await using var letta = LettaProcess.Start(Child, database.Environment, "kill", history, boundary.ToString(), "upgrade", "head", "--accept-loss");
            if (await letta.ExitAsync(Stop) == 0)
                break;

            kills++;
            var applied = (await database.Runner(Revisions(history)).CurrentAsync(cancellationToken: Stop)).Current?.Number ?? 0;
            if (applied == Revisions(history).All.Count || Revisions(history).All[applied].Transactional)
                Same.Lines(states[applied], await CatalogAsync(database), $"{history}, killed at boundary {boundary} after revision {applied}");
            if (applied == reached)
                continue;

            Assert.Equal(reached + 1, applied);
            if (applied == 1)
                await SeedAsync(database, history);
            (reached, boundary) = (applied, 0);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{history}: killed {kills} times");
        Assert.True(kills > states.Count * 4, $"only {kills} kills");
        await SameAsync(undisturbed, database, history);
    }

    [Fact]
    public async Task Killed_at_random_moments_the_next_run_goes_on_where_the_database_is()
    {
        await using var undisturbed = await engine.CreateAsync();
        await UndisturbedAsync(undisturbed, "letta");
        await using var database = await engine.CreateAsync();
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);

        for (var i = 0; i < 12; i++)
        {
            await using var letta = LettaProcess.Start(Child, database.Environment, "letta", "letta", i % 3 == 2 ? "downgrade" : "upgrade", i % 3 == 2 ? "9a505cc7eca9" : "head");
            var ended = letta.ExitAsync(Stop);
            await Task.WhenAny(ended, Task.Delay(random.Next(200, 1500), Stop));
            if (!ended.IsCompleted)
                letta.Kill();
            await ended;
        }

        await using var last = LettaProcess.Start(Child, database.Environment, "letta", "letta", "upgrade", "head");
        Assert.True(await last.ExitAsync(Stop) == 0, last.Out + last.Error);
        Same.Lines(await CatalogAsync(undisturbed), await CatalogAsync(database), $"seed {seed}");
    }

    protected static RevisionSet Revisions(string history) => Tests.Child.Histories.TestHistory.Named(history);

    /// <summary>Rows of the age of revision 001 that every later revision must carry.</summary>
    private static Task SeedAsync(TestDatabase database, string history) => history != "letta" ? Task.CompletedTask : database.ExecuteAsync(
        """
        insert into organizations (id, name) values ('org-1', 'one');
        insert into users (id, org_id, name, policies_accepted) values ('user-1', 'org-1', 'ann', true);
        insert into agents (id, user_id, name, memory, tools) values
          ('agent-1', 'user-1', 'a', '{"memory": {"human": {"value": "I am Ann", "limit": 2000}}, "prompt_template": ""}', '["send_message"]');
        insert into sources (id, user_id, name, embedding_config) values ('source-1', 'user-1', 's', '{}');
        insert into agent_source_mapping (id, user_id, agent_id, source_id) values ('map-1', 'user-1', 'agent-1', 'source-1');
        insert into files (id, user_id, source_id, file_name) values ('file-1', 'user-1', 'source-1', 'f');
        insert into block (id, value, "limit", label, user_id) values ('block-1', 'v', 100, 'persona', 'user-1');
        insert into jobs (id, user_id, status) values ('job-1', 'user-1', 'completed');
        insert into messages (id, user_id, agent_id, role, tool_calls, created_at) values ('message-1', 'user-1', 'agent-1', 'user', '[]', '2024-10-12 10:00:00');
        insert into passages (id, user_id, text, agent_id, embedding_config, metadata_, created_at)
          values ('passage-1', 'user-1', 't', 'agent-1', '{}', '{}', '2024-10-12 10:00:00');
        """);

    private async Task<IReadOnlyList<IReadOnlyList<string>>> UndisturbedAsync(TestDatabase database, string history)
    {
        var states = new List<IReadOnlyList<string>> { await CatalogAsync(database) };
        foreach (var revision in Revisions(history).All)
        {
            await database.Runner(Revisions(history), new MigrationOptions { AcceptLoss = true }).UpgradeAsync("+1", cancellationToken: Stop);
            if (revision.Number == 1)
                await SeedAsync(database, history);
            states.Add(await CatalogAsync(database));
        }

        return states;
    }

    private async Task SameAsync(TestDatabase undisturbed, TestDatabase database, string history)
    {
        Same.Lines(await CatalogAsync(undisturbed), await CatalogAsync(database), history);
        Assert.Equal(
            await undisturbed.RowsAsync("""select "Version" from "VersionInfo" order by 1"""),
            await database.RowsAsync("""select "Version" from "VersionInfo" order by 1"""));
        Assert.Equal(
            await undisturbed.RowsAsync("select version, direction from letta_migration_ledger order by id"),
            await database.RowsAsync("select version, direction from letta_migration_ledger order by id"));
        if (history != "letta")
            return;

        foreach (var table in new[] { "agents", "block", "blocks_agents", "files", "jobs", "messages", "passages", "sources", "sources_agents", "users" })
        {
            var keys = $"select {(table is "blocks_agents" ? "agent_id, block_label" : table is "sources_agents" ? "agent_id, source_id" : "id")} from {table} order by 1, 2";
            keys = table is "blocks_agents" or "sources_agents" ? keys : keys.Replace("1, 2", "1", StringComparison.Ordinal);
            Assert.NotEmpty(await undisturbed.RowsAsync(keys));
            Assert.Equal(await undisturbed.RowsAsync(keys), await database.RowsAsync(keys));
        }
    }
}
