using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>The verb <c>ready</c>: what is there, what is missing, and the command that fixes it.</summary>
public abstract class ReadySpec(TestEngine engine)
{
    private const string Head = "1c28e167b74f";

    protected abstract string Shown(TestDatabase database);

    [Fact]
    public async Task Everything_there_is_exit_0()
    {
        await using var database = await engine.CreateAtAsync(Head);

        var letta = await CommandRun.RunAsync(database, "letta", "ready");
        var quiet = await CommandRun.RunAsync(database, "letta", "ready", "-q");

        Assert.Equal(
            new CommandRun(
                0,
                $"""
                  database   ok        {Shown(database)}
                  head       ok        {Head}
                  model      ok        the database is what it says
                  key        ok        no rows wait to be encrypted
                Ready.

                """,
                ""),
            letta);
        Assert.Equal(new CommandRun(0, "Ready.\n", ""), quiet);
    }

    [Fact]
    public async Task Database_behind_head_is_fixed_by_an_upgrade()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good", "upgrade", "+1");

        var letta = await CommandRun.RunAsync(database, "good", "ready");
        var json = await CommandRun.RunAsync(database, "good", "ready", "--json");

        Assert.Equal(
            new CommandRun(
                5,
                $"""
                  database   ok        {Shown(database)}
                  head       missing   at aaaaaaaaaaa1, 2 revisions behind aaaaaaaaaaa3
                                       letta-migrate upgrade head
                  model      later     once the database is at head
                  key        later     once the database is at head
                Not ready: head is missing. Next: letta-migrate upgrade head (exit 5)

                """,
                ""),
            letta);
        Assert.StartsWith("""{"ready":false,"checks":[{"what":"database","state":"ok","says":""", json.Out, StringComparison.Ordinal);
        Assert.Contains(
            """{"what":"head","state":"missing","says":"at aaaaaaaaaaa1, 2 revisions behind aaaaaaaaaaa3","next":"letta-migrate upgrade head"}""",
            json.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_that_says_something_else_is_fixed_by_a_revision()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await database.ExecuteAsync("create index extra on agents (name)");

        var letta = await CommandRun.RunAsync(database, "letta", "ready");

        Assert.Equal(5, letta.Exit);
        Assert.Contains(
            """
              model      missing   1 difference: 1 in the database only
                                   letta-migrate revision --autogenerate -m "…", or see them with: letta-migrate check

            """,
            letta.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Runs", "letta")]
    public async Task Revisions_that_this_build_does_not_know_are_named_with_what_to_do()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good");
        await database.ExecuteAsync("""insert into "VersionInfo" ("Version") values (20290101000000)""");

        var letta = await CommandRun.RunAsync(database, "good", "ready");

        Assert.Equal(5, letta.Exit);
        Assert.Contains("that this build does not know: 20290101000000.", letta.Out, StringComparison.Ordinal);
        Assert.Contains("or rebuild a local database: letta-migrate reset (exit 5)\n", letta.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        false,
        "3 rows wait to be encrypted, and LETTA_ENCRYPTION_KEY is not set\n                       LETTA_ENCRYPTION_KEY=… letta-migrate "
            + "backfill run\n")]
    [InlineData(true, "3 rows wait to be encrypted\n                       letta-migrate backfill run\n")]
    public async Task Rows_that_wait_to_be_encrypted_are_mended_by_a_backfill(bool isSet, string said)
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "secret", "upgrade", "+1");
        await database.ExecuteAsync(
            "insert into oauth (id, access_token, headers) values ('a', 'x', null), ('b', 'y', null), ('c', 'z', null)");
        await CommandRun.RunAsync(database, "secret");
        var environment = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal);
        if (isSet)
            environment["LETTA_ENCRYPTION_KEY"] = "a key";

        var letta = await CommandRun.RunAsync(environment, "secret", "ready");

        Assert.Contains($"  key        missing   {said}", letta.Out, StringComparison.Ordinal);
    }

    /// <summary>A missing key is a matter of configuration, a backfill that nobody has run yet is the database's.</summary>
    [Theory]
    [InlineData(false, 2, "LETTA_ENCRYPTION_KEY=… letta-migrate backfill run")]
    [InlineData(true, 5, "letta-migrate backfill run")]
    public async Task Rows_that_wait_to_be_encrypted_are_exit_2_only_where_the_key_is_missing(bool isSet, int exit, string next)
    {
        await using var database = await engine.CreateAtAsync(Head);
        await database.ExecuteAsync("""
            insert into providers (id, name, api_key) values ('provider-1', 'openai', 'plain');
            delete from letta_migration_backfill where name = 'encrypt_providers';
            insert into letta_migration_backfill (name, version, mode, state, rows_done, rows_passed, passed_before, walk, attempts, handed_out, due_since, updated_at)
            values ('encrypt_providers', 20251013133555, 'online', 'due', 0, 0, 0, 0, 0, 0, current_timestamp, current_timestamp)
            """);
        var environment = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal);
        if (isSet)
            environment["LETTA_ENCRYPTION_KEY"] = "a key";

        var letta = await CommandRun.RunAsync(environment, "letta", "ready");

        Assert.Equal(exit, letta.Exit);
        Assert.EndsWith($"Not ready: key is missing. Next: {next} (exit {exit})\n", letta.Out, StringComparison.Ordinal);
    }
}

public sealed class SqliteReadyTests(SqliteEngine engine) : ReadySpec(engine)
{
    protected override string Shown(TestDatabase database) => "SQLite ~/.letta/sqlite.db";

    [Fact]
    [Trait("Runs", "letta")]
    public async Task Missing_file_is_not_created()
    {
        await using var database = new SqliteTestDatabase();

        var letta = await CommandRun.RunAsync(database, "good", "ready");

        Assert.Equal(5, letta.Exit);
        Assert.StartsWith(
            "  database   ok        SQLite ~/.letta/sqlite.db, which an upgrade creates\n", letta.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(database.Home));
    }
}

public sealed class PostgresReadyTests(PostgresEngine engine) : ReadySpec(engine)
{
    protected override string Shown(TestDatabase database) => database.Target.Display;

    [Fact]
    [Trait("Runs", "letta")]
    public async Task Server_of_this_machine_that_is_not_up_is_fixed_by_starting_it()
    {
        var letta = await CommandRun.RunAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LETTA_PG_URI"] = "postgresql://letta:letta-canary@localhost:1/letta"
            },
            "good",
            "ready");

        Assert.Equal(4, letta.Exit);
        Assert.EndsWith("Not ready: database is missing. Next: just start-services (exit 4)\n", letta.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", letta.Out + letta.Error, StringComparison.Ordinal);
    }
}
