using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;

namespace Letta.Migrations.Tests.Faults;

/// <summary>What is said where others may create objects in the schema, and where they did.</summary>
public sealed class PostgresSchemaTrustTests(PostgresEngine engine)
{
    [Theory]
    [InlineData]
    [InlineData("--json")]
    [InlineData("-q")]
    public async Task Run_that_writes_warns_once_with_the_revoke_and_one_with_nothing_to_do_does_not(params string[] flags)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.ExecuteAsync("grant create on schema public to public");

        var upgrade = await RunAsync(database, ["upgrade", "head", .. flags]);
        var again = await RunAsync(database, ["upgrade", "head", .. flags]);
        var stamp = await RunAsync(database, ["downgrade", "-1", .. flags]);
        await database.ExecuteAsync("""REVOKE CREATE ON SCHEMA "public" FROM PUBLIC""");
        var revoked = await RunAsync(database, ["upgrade", "head", .. flags]);

        var warning = $"warning: Roles other than its owner may create objects in the schema \"public\" of {database.Target}: PUBLIC. "
            + "SQL of a revision could call what they put there, with the rights of this run. "
            + "An administrator runs: REVOKE CREATE ON SCHEMA \"public\" FROM PUBLIC;\n";
        Assert.Equal((0, warning), (upgrade.Exit, upgrade.Error));
        Assert.Equal((0, ""), (again.Exit, again.Error));
        Assert.Equal((0, warning), (stamp.Exit, stamp.Error));
        Assert.Equal((0, ""), (revoked.Exit, revoked.Error));
    }

    [Fact]
    public async Task Json_log_has_the_warning()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.ExecuteAsync("grant create on schema public to public");

        var letta = await RunAsync(database, "upgrade", "head", "--log-format", "json");

        Assert.Equal(0, letta.Exit);
        Assert.Single(letta.Error.Split('\n'), line => line.Contains("\"Event\":\"Warned\"", StringComparison.Ordinal)
            && line.Contains("REVOKE CREATE ON SCHEMA", StringComparison.Ordinal) && line.Contains(
                "\"@l\":\"Warning\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "function",
        "public.lower(character varying)",
        "create function public.lower(varchar) returns text language sql as 'select null::text'",
        "alter function public.lower(varchar) owner to postgres")]
    [InlineData(
        "operator",
        "public.=(character varying, character varying)",
        "create function public.same(varchar, varchar) returns boolean language sql as 'select true'; "
            + "create operator public.= (leftarg = varchar, rightarg = varchar, function = public.same)",
        "alter operator public.=(varchar, varchar) owner to postgres; alter function public.same(varchar, varchar) owner to postgres")]
    public async Task Overload_that_another_role_put_there_is_refused_until_it_is_the_owners(
        string kind, string name, string create, string altered)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var role = $"other_{database.Settings.Database}";
        await database.ExecuteAsync($"create role {role}; grant usage, create on schema public to {role}; set role {role}; {create}");

        var refused = await RunAsync(database, "upgrade", "head");
        var before = await database.ScalarAsync<int>("select count(*) from pg_class where relnamespace = 'public'::regnamespace");
        await database.ExecuteAsync($"{altered}; revoke create on schema public from {role}");
        var upgrade = await RunAsync(database, "upgrade", "head");
        await database.ExecuteAsync($"drop owned by {role} cascade; drop role {role}");

        Assert.Equal(6, refused.Exit);
        Assert.Contains(
            $"The {kind} {name} in the schema \"public\" of {database.Target} belongs to the role \"{role}\" and has the name of "
                + $"another {kind}: "
            + "SQL of a revision could call it, with the rights of this run.\n",
            refused.Error,
            StringComparison.Ordinal);
        Assert.Contains($"ALTER {kind.ToUpperInvariant()} {name} OWNER TO ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, before);
        Assert.Equal((0, ""), (upgrade.Exit, upgrade.Error));
    }

    private static Task<CommandRun> RunAsync(TestDatabase database, params string[] arguments)
        => InProcess.RunAsync(database, TestHistory.Named("good"), model: null, arguments);
}
