using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>What the verb <c>backfill</c> prints, and what an upgrade says that left it something to do.</summary>
[Trait("Runs", "letta")]
public abstract class BackfillCommandSpec(TestEngine engine)
{
    private const string Warning = "warning: 3 rows of \"oauth\" wait to be encrypted, because LETTA_ENCRYPTION_KEY is not set. Finish "
        + "with: LETTA_ENCRYPTION_KEY=… letta-migrate backfill run\n";

    [Theory]
    [InlineData]
    [InlineData("-q")]
    [InlineData("--json")]
    public async Task Upgrade_without_a_key_warns_once_how_many_rows_wait_and_how_to_finish(params string[] flags)
    {
        await using var database = await BeforeAsync();

        var letta = await CommandRun.RunAsync(database, "secret", flags);

        Assert.Equal((0, Warning), (letta.Exit, letta.Error));
    }

    [Fact]
    public async Task Upgrade_without_a_key_says_in_json_what_is_due()
    {
        await using var database = await BeforeAsync();

        var letta = await CommandRun.RunAsync(database, "secret", "--json");

        Assert.EndsWith("""
            "due":[{"name":"encrypt_oauth","table":"oauth","waiting":3}],"verified":true}

            """, letta.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_with_a_key_or_without_rows_warns_of_nothing()
    {
        await using var database = await BeforeAsync();
        await using var empty = await engine.CreateAsync();

        Assert.Equal("", (await CommandRun.RunAsync(WithKey(database), "secret")).Error);
        Assert.Equal("", (await CommandRun.RunAsync(empty, "secret")).Error);
    }

    [Fact]
    public async Task List_names_each_its_state_and_the_rows_that_wait()
    {
        await using var database = await AfterAsync();

        var human = await CommandRun.RunAsync(database, "secret", "backfill", "list");
        var bare = await CommandRun.RunAsync(database, "secret", "backfill");
        var json = await CommandRun.RunAsync(database, "secret", "backfill", "list", "--json");

        Assert.Equal(
            """
              encrypt_oauth       due        3 rows waiting
              encrypt_variables   optional   1 row waiting

            """,
            human.Out);
        Assert.Equal(human, bare);
        Assert.Equal(
            """
            [{"name":"encrypt_oauth","state":"due","table":"oauth","waiting":3,"done":0,"revision":{"version":20300101000002,"alembic":"abababababa2","name":"encrypt tokens"}},{"name":"encrypt_variables","state":"optional","table":"variables","waiting":1,"done":0,"revision":{"version":20300101000002,"alembic":"abababababa2","name":"encrypt tokens"}}]

            """,
            json.Out);
    }

    [Fact]
    public async Task List_before_any_backfill_says_so()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "secret", "backfill", "list");

        Assert.Equal((0, "The applied revisions have no backfills.\n"), (letta.Exit, letta.Out));
    }

    [Fact]
    public async Task Run_finishes_what_is_due_and_says_what_is_optional()
    {
        await using var database = await AfterAsync();

        var letta = await CommandRun.RunAsync(WithKey(database), "secret", "backfill", "run");
        var again = await CommandRun.RunAsync(database, "secret", "backfill", "run");
        var list = await CommandRun.RunAsync(database, "secret", "backfill", "list");

        Assert.Equal(
            """
            No row waits any more, verified. 3 rows done in T.
              encrypt_oauth   3 rows   T
            Optional, and not run: 1 row of "variables" can be encrypted with: letta-migrate backfill run encrypt_variables

            """,
            letta.Timeless);
        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Contains("no backfill is due. Nothing to do.\n", again.Out, StringComparison.Ordinal);
        Assert.StartsWith("  encrypt_oauth       done\n", list.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_by_name_as_json()
    {
        await using var database = await AfterAsync();

        var letta = await CommandRun.RunAsync(WithKey(database), "secret", "backfill", "run", "encrypt_variables", "--json");

        Assert.Equal(
            """
            {"done":[{"name":"encrypt_variables","rows":1,"duration_ms":T}],"optional":[],"verified":true}

            """,
            letta.Timeless);
    }

    [Fact]
    public async Task Run_without_a_key_is_exit_2()
    {
        await using var database = await AfterAsync();

        var letta = await CommandRun.RunAsync(database, "secret", "backfill", "run");

        Assert.Equal(
            new CommandRun(
                2,
                "",
                """
                LETTA_ENCRYPTION_KEY is not set, and 3 rows of "oauth" wait to be encrypted.
                  Set it, or LETTA_ENCRYPTION_KEY_FILE, to the key that Letta is started with, then run the same command again.
                Nothing was changed. (exit 2)

                """),
            letta);
    }

    private async Task<TestDatabase> BeforeAsync()
    {
        var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "secret", "upgrade", "+1");
        await database.ExecuteAsync("""
            insert into oauth (id, access_token, headers) values ('a', 'x', null), ('b', 'y', '{"k": 1}'), ('c', '', '[1]'), ('d', '', '{}');
            insert into variables (id, value) values ('v', 'z')
            """);
        return database;
    }

    private async Task<TestDatabase> AfterAsync()
    {
        var database = await BeforeAsync();
        await CommandRun.RunAsync(database, "secret");
        return database;
    }

    private static Dictionary<string, string> WithKey(TestDatabase database)
        => new(database.Environment, StringComparer.Ordinal) { ["LETTA_ENCRYPTION_KEY"] = "a key" };
}

public sealed class SqliteBackfillCommandTests(SqliteEngine engine) : BackfillCommandSpec(engine);

public sealed class PostgresBackfillCommandTests(PostgresEngine engine) : BackfillCommandSpec(engine);
