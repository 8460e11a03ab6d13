using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresResetTests(PostgresEngine engine) : ResetSpec(engine)
{
    private readonly PostgresEngine _engine = engine;

    [Theory]
    [InlineData("db-1", "db-1")]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("localhost,db-1", "db-1")]
    [InlineData("localhost.example", "localhost.example")]
    public async Task Host_that_is_not_this_machine_is_refused_before_anything_is_sent(string hosts, string named)
    {
        var letta = await InProcess.RunAsync("reset", "--yes", "--connection", $"postgresql://letta:letta-canary@{hosts}/letta");

        Assert.Equal((2, ""), (letta.Exit, letta.Out));
        Assert.Contains(
            $"name its host: letta-migrate reset --host-i-mean {named}; nothing was sent to it.\n",
            letta.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("canary", letta.Error, StringComparison.Ordinal);
    }

    /// <summary>
    /// In a container a loopback address is that of a sidecar or a proxy, and what is behind it may be anybody's production.
    /// </summary>
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task Loopback_address_in_a_container_is_not_this_machine(string host)
    {
        var container = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LETTA_PG_URI"] = $"postgresql://letta:letta-canary@{host}:1/letta",
            ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
        };

        var refused = await CommandRun.RunAsync(container, "good", "reset", "--yes", "--wait", "0", "--log-format", "text");
        var meant
            = await CommandRun.RunAsync(container, "good", "reset", "--yes", "--wait", "0", "--log-format", "text", "--host-i-mean", host);

        Assert.Equal((2, ""), (refused.Exit, refused.Out));
        Assert.Contains(
            $"name its host: letta-migrate reset --host-i-mean {host}; nothing was sent to it.\n",
            refused.Error,
            StringComparison.Ordinal);
        Assert.Equal(4, meant.Exit);
    }

    [Fact]
    public async Task Extension_and_grants_of_the_schema_survive()
    {
        await using var database = await _engine.CreateAsync();
        await database.ExecuteAsync("""
            create extension vector;
            create table somebodys (id integer, embedding vector(3));
            alter default privileges in schema public grant select on tables to pg_monitor
            """);

        var letta = await CommandRun.RunAsync(database, "good", "reset", "--yes", "--host-i-mean", database.Target.Hosts[0]);

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from pg_extension where extname = 'vector'"));
        Assert.True(await database.ScalarAsync<bool>("select has_table_privilege('pg_monitor', 'apples', 'select')"));
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from pg_class where relname = 'somebodys'"));
    }

    protected override string Address(TestDatabase database) => ((PostgresTestDatabase)database).Uri;

    protected override Task<IReadOnlyList<string>> ObjectsAsync(TestDatabase database)
        => database.RowsAsync("""
            select relname::text from pg_class where relnamespace = 'public'::regnamespace
            union all select typname::text from pg_type where typnamespace = 'public'::regnamespace
            union all select proname::text from pg_proc where pronamespace = 'public'::regnamespace
            order by 1
            """);

    protected override Task DriftAsync(TestDatabase database)
        => database.ExecuteAsync(""""
            create type fruit as enum ('apple', 'pear');
            create domain small as integer check (value < 10);
            create type pair as (a fruit, b small);
            create materialized view some_apples as select id from all_apples;
            create sequence spare;
            create function grow(f fruit) returns fruit language sql as 'select f';
            alter table pears add column kind fruit default grow('pear'), add column "Odd Name" pair;
            create table "Odd ""Table""" (id serial primary key);
            create function on_apples() returns trigger language plpgsql as 'begin return new; end';
            create trigger on_apples before update on apples for each row execute function on_apples()
            """");
}
