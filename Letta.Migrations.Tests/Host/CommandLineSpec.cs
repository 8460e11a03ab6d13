using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>Every verb, for people and for programs, on an engine.</summary>
[Trait("Runs", "letta")]
public abstract class CommandLineSpec(TestEngine engine)
{
    /// <summary>How the database is named in front of what is said of it.</summary>
    protected abstract string Shown(TestDatabase database);

    [Fact]
    public async Task Upgrade_of_an_empty_database_tells_each_revision_and_where_it_ended()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "good", "upgrade", "head");

        Assert.Equal(
            $"""
            {Shown(database)}   at base   head aaaaaaaaaaa3, 3 revisions ahead
              1/3  20300101000001  aaaaaaaaaaa1  create apples                     T
              2/3  20300101000002  aaaaaaaaaaa2  create pears, which grow slower   T
              3/3  20300101000003  aaaaaaaaaaa3  create plums                      T
            At head aaaaaaaaaaa3, verified. 3 applied in T.

            """,
            letta.Timeless);
        Assert.Equal((0, ""), (letta.Exit, letta.Error));
    }

    [Fact]
    public async Task No_verb_means_upgrade_head()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "good");

        Assert.EndsWith("At head aaaaaaaaaaa3, verified. 3 applied in T.\n", letta.Timeless, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from plums"));
    }

    [Fact]
    public async Task Upgrade_at_head_says_in_one_line_that_there_is_nothing_to_do()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good");

        var letta = await CommandRun.RunAsync(database, "good", "upgrade");

        Assert.Equal(new CommandRun(0, $"{Shown(database)}   at head aaaaaaaaaaa3. Nothing to do.\n", ""), letta);
    }

    [Fact]
    public async Task Upgrade_by_a_number_of_revisions_stops_there()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "good", "upgrade", "+2");

        Assert.StartsWith($"{Shown(database)}   at base   target aaaaaaaaaaa2, 2 revisions ahead\n", letta.Out, StringComparison.Ordinal);
        Assert.EndsWith("At aaaaaaaaaaa2, verified. 2 applied in T.\n", letta.Timeless, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Downgrade_by_one_is_not_taken_for_an_option()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good");

        var letta = await CommandRun.RunAsync(database, "good", "downgrade", "-1");

        Assert.Equal(
            $"""
            {Shown(database)}   at aaaaaaaaaaa3   target aaaaaaaaaaa2, 1 revision back
              3/3  20300101000003  aaaaaaaaaaa3  create plums   T
            At aaaaaaaaaaa2, verified. 1 reverted in T.

            """,
            letta.Timeless);
        Assert.Equal(0, letta.Exit);
    }

    [Fact]
    public async Task Runs_as_json_tell_from_to_and_what_was_applied()
    {
        await using var database = await engine.CreateAsync();

        var up = await CommandRun.RunAsync(database, "good", "upgrade", "+2", "--json");
        var down = await CommandRun.RunAsync(database, "good", "downgrade", "base", "--json");

        Assert.Equal(
            """
            {"from":null,"to":{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"},"applied":[{"version":20300101000001,"duration_ms":T},{"version":20300101000002,"duration_ms":T}],"lost":[],"due":[],"verified":true}

            """,
            up.Timeless);
        Assert.Equal(
            """
            {"from":{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"},"to":null,"applied":[{"version":20300101000002,"duration_ms":T},{"version":20300101000001,"duration_ms":T}],"lost":[],"due":[],"verified":true}

            """,
            down.Timeless);
        Assert.Equal(("", ""), (up.Error, down.Error));
    }

    [Fact]
    public async Task Stamp_records_without_running()
    {
        await using var database = await engine.CreateAsync();

        var human = await CommandRun.RunAsync(database, "good", "stamp", "aaaaaaaaaaa2", "--unverified");
        var json = await CommandRun.RunAsync(database, "good", "stamp", "head", "--unverified", "--json");

        Assert.Equal(
            $"""
            {Shown(database)}   at base   target aaaaaaaaaaa2, 2 revisions to record
              warning: the schema is not compared with what aaaaaaaaaaa2 makes. If it is another one, the next upgrade builds on what is not there.
            At aaaaaaaaaaa2 by the record alone: the schema was not compared. Only recorded: no revision was run.

            """,
            human.Out);
        Assert.Equal(
            """
            {"from":{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"},"to":{"version":20300101000003,"alembic":"aaaaaaaaaaa3","name":"create plums"},"applied":[],"lost":[],"due":[],"verified":false,"recorded":[{"version":20300101000003,"alembic":"aaaaaaaaaaa3","name":"create plums"}],"unrecorded":[]}

            """,
            json.Out);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ScalarAsync<int>("select count(*) from apples"));
    }

    [Fact]
    public async Task Current_tells_where_the_database_is()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good", "upgrade", "+1");

        var human = await CommandRun.RunAsync(database, "good", "current");
        var quiet = await CommandRun.RunAsync(database, "good", "current", "-q");
        var json = await CommandRun.RunAsync(database, "good", "current", "--json");

        Assert.Equal(
            $"""
            {Shown(database)}   at aaaaaaaaaaa1   head aaaaaaaaaaa3, 2 revisions ahead
              1/3  20300101000001  aaaaaaaaaaa1  create apples

            """,
            human.Out);
        Assert.Equal("aaaaaaaaaaa1\n", quiet.Out);
        Assert.Equal(
            $$$"""
            {"engine":"{{{database.Target.Engine}}}","revision":{"version":20300101000001,"alembic":"aaaaaaaaaaa1","name":"create apples"},"head":{"version":20300101000003,"alembic":"aaaaaaaaaaa3","name":"create plums"},"pending":2,"unknown":[],"edited":[],"begun":null,"alembic":{"revision":"aaaaaaaaaaa1","known":true,"adopted":true,"agrees":true}}

            """,
            json.Out);
    }

    [Fact]
    public async Task Current_of_an_empty_database_is_base_and_changes_nothing()
    {
        await using var database = await engine.CreateAsync();

        var json = await CommandRun.RunAsync(database, "good", "current", "--json");
        var again = await CommandRun.RunAsync(database, "good", "current");

        Assert.StartsWith($$"""{"engine":"{{database.Target.Engine}}","revision":null,"head":{""", json.Out, StringComparison.Ordinal);
        Assert.Equal($"{Shown(database)}   at base   head aaaaaaaaaaa3, 3 revisions ahead\n", again.Out);
    }

    [Fact]
    public async Task Current_names_revisions_that_this_build_does_not_know()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good");

        var human = await CommandRun.RunAsync(database, "older", "current");
        var json = await CommandRun.RunAsync(database, "older", "current", "--json");

        Assert.EndsWith("  20300101000003 is applied, but unknown to this build.\n", human.Out, StringComparison.Ordinal);
        Assert.Contains(
            "\"pending\":0,\"unknown\":[20300101000003],\"edited\":[],\"begun\":null,\"alembic\":{\"revision\":\"aaaaaaaaaaa3\",\"known\":false,\"adopted\":true,\"agrees\":true},\"refused\":{\"code\":5,\"what\":\"",
            json.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_of_the_newest_few_or_of_what_is_pending()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good", "upgrade", "+2");

        var last = await CommandRun.RunAsync(database, "good", "history", "--last", "2");
        var pending = await CommandRun.RunAsync(database, "good", "history", "--pending");
        var both = await CommandRun.RunAsync(database, "good", "history", "--pending", "--last", "2", "--json");
        var quiet = await CommandRun.RunAsync(database, "good", "history", "--last", "1", "-q");

        Assert.Equal(
            """
              2/3  20300101000002  aaaaaaaaaaa2  create pears, which grow slower   WHEN   T
              3/3  20300101000003  aaaaaaaaaaa3  create plums                      pending

            """,
            last.Timeless);
        Assert.Equal("  3/3  20300101000003  aaaaaaaaaaa3  create plums   pending\n", pending.Out);
        Assert.Equal(
            """[{"version":20300101000003,"alembic":"aaaaaaaaaaa3","name":"create plums","applied_at":null,"edited":false}]""" + "\n",
            both.Out);
        Assert.Equal("aaaaaaaaaaa3\n", quiet.Out);
    }

    [Fact]
    public async Task History_where_nothing_is_pending()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good");
        await database.ExecuteAsync(
            "update \"VersionInfo\" set \"AppliedOn\" = null where \"Version\" = 20300101000001"); // As other tools may leave it.

        Assert.Equal(
            new CommandRun(0, "No revision is pending.\n", ""), await CommandRun.RunAsync(database, "good", "history", "--pending"));
        Assert.Equal(new CommandRun(0, "[]\n", ""), await CommandRun.RunAsync(database, "good", "history", "--pending", "--json"));
        Assert.Equal(new CommandRun(0, "", ""), await CommandRun.RunAsync(database, "good", "history", "--pending", "-q"));
    }

    [Fact]
    public async Task History_lists_oldest_first_what_is_applied_and_what_is_pending()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good", "upgrade", "+2");

        var human = await CommandRun.RunAsync(database, "good", "history");
        var json = await CommandRun.RunAsync(database, "good", "history", "--json");

        Assert.Equal(
            """
              1/3  20300101000001  aaaaaaaaaaa1  create apples                     WHEN   T
              2/3  20300101000002  aaaaaaaaaaa2  create pears, which grow slower   WHEN   T
              3/3  20300101000003  aaaaaaaaaaa3  create plums                      pending

            """,
            human.Timeless);
        Assert.Equal(
            """
            [{"version":20300101000001,"alembic":"aaaaaaaaaaa1","name":"create apples","applied_at":"WHEN","edited":false},{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower","applied_at":"WHEN","edited":false},{"version":20300101000003,"alembic":"aaaaaaaaaaa3","name":"create plums","applied_at":null,"edited":false}]

            """,
            json.Timeless);
    }

    [Fact]
    public async Task Show_finds_a_revision_by_a_prefix()
    {
        await using var database = await engine.CreateAsync();

        var human = await CommandRun.RunAsync(database, "good", "show", "20300101000002");
        var json = await CommandRun.RunAsync(database, "good", "show", "aaaaaaaaaaa1", "--json");

        Assert.Equal(
            """
            revision   20300101000002, 2 of 3
            alembic    aaaaaaaaaaa2
            name       create pears, which grow slower
            after      aaaaaaaaaaa1
            class      Letta.Migrations.Tests.Child.Histories.Good+Pears
            applied    pending

            """,
            human.Out);
        Assert.Equal(
            """
            {"version":20300101000001,"alembic":"aaaaaaaaaaa1","name":"create apples","number":1,"applied_at":null,"duration_ms":null,"edited":false,"previous":null,"next":{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"}}

            """,
            json.Out);
    }

    [Fact]
    public async Task Quiet_prints_the_last_line_of_a_run_alone()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "good", "-q");

        Assert.Equal("At head aaaaaaaaaaa3, verified. 3 applied in T.\n", letta.Timeless);
    }

    [Fact]
    public async Task Verbose_logs_on_stderr_and_leaves_stdout_as_it_is()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "good", "--json", "-v");

        Assert.StartsWith("{\"from\":null", letta.Out, StringComparison.Ordinal);
        Assert.Single(letta.Out.TrimEnd().Split('\n'));
        Assert.Contains("debug: Revision 20300101000001 aaaaaaaaaaa1 (create apples) begins\n", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_format_json_tells_every_revision_as_a_line_of_json_on_stderr()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "good", "--log-format", "json");

        var lines = letta.Error.TrimEnd().Split('\n').Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal("", letta.Out);
        Assert.Equal(
            [20300101000001, 20300101000002, 20300101000003],
            lines.Where(l => l.GetProperty("Event").GetString() is "Finished").Select(l => l.GetProperty("Version").GetInt64()));
        Assert.Contains("at aaaaaaaaaaa3, verified", lines[^1].GetProperty("@m").GetString(), StringComparison.Ordinal);
    }
}
