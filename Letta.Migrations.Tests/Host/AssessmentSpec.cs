using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Letta.Migrations.Tests.Host;

/// <summary>
/// Where a database is, by both records together: every verb gives the same answer, in the same sentence and with the same exit code.
/// </summary>
public abstract class AssessmentSpec(TestEngine engine)
{
    private const string DropRecord = """drop table "VersionInfo"; drop table letta_migration_ledger""";

    private static readonly RevisionSet History = TestHistory.Named("good");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// What was done to a database at head; what all verbs say of it; what <c>current</c> says of Alembic's record; and the verbs that may
    /// change it.
    /// </summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            "update alembic_version set version_num = 'aaaaaaaaaaa2'",
            """is at aaaaaaaaaaa3 by "VersionInfo", but "alembic_version" says aaaaaaaaaaa2: Alembic has moved it since.""",
            """pending":1,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":"aaaaaaaaaaa2","known":true,"adopted":true,"agrees":false}""",
            "stamp adopt"
        },
        {
            "update alembic_version set version_num = 'ffffffffffff'",
            """is at aaaaaaaaaaa3 by "VersionInfo", but "alembic_version" says ffffffffffff, which this build does not know: Alembic has moved it since.""",
            """pending":null,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":"ffffffffffff","known":false,"adopted":true,"agrees":false}""",
            ""
        },
        {
            "insert into alembic_version (version_num) values ('ffffffffffff')",
            """has 2 heads in "alembic_version": aaaaaaaaaaa3, ffffffffffff.""",
            """pending":null,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":"aaaaaaaaaaa3, ffffffffffff","known":false,"adopted":true,"agrees":false}""",
            ""
        },
        {
            "delete from alembic_version",
            """is at aaaaaaaaaaa3 by "VersionInfo", but "alembic_version" is empty: Alembic has moved it since.""",
            """pending":3,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":null,"known":true,"adopted":true,"agrees":false}""",
            "stamp adopt"
        },
        {
            "drop table alembic_version",
            """is at aaaaaaaaaaa3 by "VersionInfo", but it has no "alembic_version", by which Python Letta would begin at base.""",
            """pending":0,"unknown":[],"edited":[],"begun":null,"alembic":null""",
            "stamp"
        },
        {
            $"{DropRecord}; update alembic_version set version_num = 'aaaaaaaaaaa2'",
            "is at aaaaaaaaaaa2 by Alembic, not adopted; 1 revision ahead.",
            """pending":1,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":"aaaaaaaaaaa2","known":true,"adopted":false,"agrees":false}""",
            "stamp adopt"
        },
        {
            DropRecord,
            "is at head aaaaaaaaaaa3 by Alembic, not adopted.",
            """pending":0,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":"aaaaaaaaaaa3","known":true,"adopted":false,"agrees":false}""",
            "stamp adopt"
        },
        {
            $"{DropRecord}; update alembic_version set version_num = 'ffffffffffff'",
            """is at ffffffffffff by "alembic_version", which this build does not know.""",
            """pending":null,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":"ffffffffffff","known":false,"adopted":false,"agrees":false}""",
            ""
        },
        {
            $"{DropRecord}; insert into alembic_version (version_num) values ('ffffffffffff')",
            """has 2 heads in "alembic_version": aaaaaaaaaaa3, ffffffffffff.""",
            """pending":null,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":"aaaaaaaaaaa3, ffffffffffff","known":false,"adopted":false,"agrees":false}""",
            ""
        },
        {
            $"{DropRecord}; delete from alembic_version",
            """has tables ("apples" is one), but no "VersionInfo" and nothing in "alembic_version" to tell which revision they are at.""",
            """pending":null,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":null,"known":true,"adopted":false,"agrees":true}""",
            "stamp adopt"
        },
        {
            $"{DropRecord}; drop table alembic_version",
            """has tables ("apples" is one), but no "VersionInfo" and no "alembic_version" to tell which revision they are at.""",
            """pending":null,"unknown":[],"edited":[],"begun":null,"alembic":null""",
            "stamp adopt"
        },
        {
            """insert into "VersionInfo" ("Version") values (20290101000000)""",
            "has 1 revision that this build does not know: 20290101000000.",
            """pending":0,"unknown":[20290101000000],"edited":[],"begun":null,"alembic":{"revision":"aaaaaaaaaaa3","known":true,"adopted":true,"agrees":true}""",
            ""
        },
        {
            """insert into "VersionInfo" ("Version") values (20290101000000); update alembic_version set version_num = 'aaaaaaaaaaa2'""",
            "has 1 revision that this build does not know: 20290101000000.",
            """pending":1,"unknown":[20290101000000],"edited":[],"begun":null,"""
                + "\"alembic\":{\"revision\":\"aaaaaaaaaaa2\",\"known\":true,\"adopted\":true,\"agrees\":false}",
            ""
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_verb_says_the_same_of_a_database_that_no_run_may_begin_with(
        string arranged, string sentence, string json, string mayAct)
    {
        await using var database = await AtHeadAsync(arranged);
        var what = $"{database.Target} {sentence}";

        foreach (var verb in (string[][])[
            ["upgrade"],
            ["downgrade", "base"],
            ["stamp", "head"],
            ["stamp", "head", "--unverified"],
            ["adopt"],
            ["check"],
            ["wait", "--timeout", "0"]
        ])
        {
            if (mayAct.Split(' ').Contains(verb[0]))
                continue;
            var said = await RunAsync(database, verb);
            Assert.True(said.Exit == 5 && said.Error.StartsWith($"{what}\n", StringComparison.Ordinal), $"{verb[0]} says {said}");
        }

        var current = await RunAsync(database, "current");
        Assert.StartsWith($"{what}\n", current.Out, StringComparison.Ordinal);
        Assert.Equal((0, ""), (current.Exit, current.Error));
        Assert.Equal(5, (await RunAsync(database, "current", "--check-head")).Exit);
        var inJson = await RunAsync(database, "current", "--json");
        Assert.Contains(json, inJson.Out, StringComparison.Ordinal);
        Assert.Contains("\"refused\":{\"code\":5,\"what\":\"", inJson.Out, StringComparison.Ordinal);
        var history = await RunAsync(database, "history");
        Assert.Contains($"\n{what}\n", history.Out, StringComparison.Ordinal);
        Assert.Equal(0, history.Exit);
        var ready = await RunAsync(database, "ready");
        Assert.Contains($"  head       missing   {what}\n", ready.Out, StringComparison.Ordinal);
        Assert.Equal(5, ready.Exit);
    }

    [Fact]
    [Trait("Runs", "letta")]
    public async Task Host_that_is_started_says_it_too_and_so_does_its_health_check()
    {
        await using var database = await AtHeadAsync("update alembic_version set version_num = 'aaaaaaaaaaa2'");
        var readiness = new MigrationReadiness();

        await using var server
            = LettaProcess.Start("letta-test-child.dll", database.Environment, ["web", "good", "--urls", "http://127.0.0.1:0"]);
        var exit = await server.ExitBeforeAsync("listening http://", Stop);
        readiness.Failed("It is elsewhere.");
        var health = await new MigrationHealthCheck(readiness).CheckHealthAsync(
            new HealthCheckContext
            {
                Registration = new HealthCheckRegistration("letta-migrations", _ => null!, HealthStatus.Unhealthy, tags: null)
            },
            Stop);

        Assert.Equal(5, exit);
        Assert.Contains(
            """is at aaaaaaaaaaa3 by "VersionInfo", but "alembic_version" says aaaaaaaaaaa2: Alembic has moved it since.""",
            server.Out + server.Error,
            StringComparison.Ordinal);
        Assert.Equal((HealthStatus.Unhealthy, "It is elsewhere."), (health.Status, health.Description));
    }

    [Fact]
    public async Task Nothing_is_said_where_both_records_agree()
    {
        await using var database = await AtHeadAsync("select 1");

        var current = await RunAsync(database, "current", "--check-head");
        var json = await RunAsync(database, "current", "--json");

        Assert.Equal((0, ""), (current.Exit, current.Error));
        Assert.StartsWith($"{database.Target}   at head aaaaaaaaaaa3\n", current.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            """"begun":null,"alembic":{"revision":"aaaaaaaaaaa3","known":true,"adopted":true,"agrees":true}}"""" + "\n",
            json.Out,
            StringComparison.Ordinal);
        Assert.DoesNotContain("lembic", current.Out.Replace("aaaaaaaaaaa3", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("upgrade", "+2")]
    [InlineData("downgrade", "base")]
    public async Task Check_of_head_is_exit_5_behind_it(string verb, string target)
    {
        await using var database = await AtHeadAsync("select 1");
        await RunAsync(database, "downgrade", "base");
        await RunAsync(database, verb, target);

        var letta = await RunAsync(database, "current", "--check-head");

        Assert.Equal((5, ""), (letta.Exit, letta.Error));
        Assert.EndsWith("Not at head aaaaaaaaaaa3. (exit 5)\n", letta.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_head_is_exit_5_for_an_empty_database()
    {
        await using var database = await engine.CreateAsync();

        var letta = await RunAsync(database, "current", "--check-head");

        Assert.Equal(
            new CommandRun(
                5, $"{database.Target}   at base   head aaaaaaaaaaa3, 3 revisions ahead\nNot at head aaaaaaaaaaa3. (exit 5)\n", ""),
            letta);
    }

    /// <summary>A history without Alembic ids has nothing to do with an <c>alembic_version</c> that lies beside it.</summary>
    [Fact]
    public async Task Alembic_version_beside_a_history_without_alembic_ids_is_somebody_elses()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(
            "create table alembic_version (version_num varchar(32) not null); insert into alembic_version values ('somebodys')");
        var own = RevisionSet.From([typeof(Running.Sample.Second)]);

        var up = await InProcess.RunAsync(database, own, () => DatabaseSchema.Empty, "upgrade");
        var current = await InProcess.RunAsync(database, own, () => DatabaseSchema.Empty, "current", "--check-head");
        var json = await InProcess.RunAsync(database, own, () => DatabaseSchema.Empty, "current", "--json");

        Assert.Equal((0, 0), (up.Exit, current.Exit));
        Assert.StartsWith($"{database.Target}   at head 20250102000000\n", current.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("alembic_version", current.Out + current.Error + up.Out + up.Error, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\"alembic\":null}\n", json.Out, StringComparison.Ordinal);
        Assert.Equal(["somebodys"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task History_says_what_is_applied_by_alembic_alone()
    {
        await using var database = await AtHeadAsync($"{DropRecord}; update alembic_version set version_num = 'aaaaaaaaaaa2'");

        var history = await RunAsync(database, "history");
        var pending = await RunAsync(database, "history", "--pending");
        var quiet = await RunAsync(database, "current", "-q");

        Assert.StartsWith(
            """
              1/3  20300101000001  aaaaaaaaaaa1  create apples                     by Alembic
              2/3  20300101000002  aaaaaaaaaaa2  create pears, which grow slower   by Alembic
              3/3  20300101000003  aaaaaaaaaaa3  create plums                      pending

            """,
            history.Out,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "  Take it over where it is: letta-migrate adopt, then run the same command again.\n", history.Out, StringComparison.Ordinal);
        Assert.StartsWith("  3/3  20300101000003  aaaaaaaaaaa3  create plums   pending\n", pending.Out, StringComparison.Ordinal);
        Assert.Equal("aaaaaaaaaaa2\n", quiet.Out);
    }

    private static Task<CommandRun> RunAsync(TestDatabase database, params string[] arguments)
        => InProcess.RunAsync(database, History, () => DatabaseSchema.Empty, arguments);

    private async Task<TestDatabase> AtHeadAsync(string arranged)
    {
        var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync(arranged);
        return database;
    }
}

public sealed class SqliteAssessmentTests(SqliteEngine engine) : AssessmentSpec(engine);

public sealed class PostgresAssessmentTests(PostgresEngine engine) : AssessmentSpec(engine);
