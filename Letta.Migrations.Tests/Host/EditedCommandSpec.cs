using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>What is printed of a revision that was edited after it was applied.</summary>
[Trait("Runs", "letta")]
public abstract class EditedCommandSpec(TestEngine engine)
{
    [Fact]
    public async Task Upgrade_is_refused_with_exit_5_until_it_is_taken_back_and_applied_again()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good");

        var refused = await CommandRun.RunAsync(database, "good-edited", "upgrade", "head");
        var back = await CommandRun.RunAsync(database, "good-edited", "downgrade", "-1");
        var again = await CommandRun.RunAsync(database, "good-edited", "upgrade", "head");

        Assert.Equal((5, ""), (refused.Exit, refused.Out));
        Assert.StartsWith(
            "Revision aaaaaaaaaaa3 (create plums) was edited after it was applied to ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(
            "\n  local      take back what was done and do what is written now: letta-migrate downgrade -1, then letta-migrate upgrade\n",
            refused.Error,
            StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed. (exit 5)\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal("  aaaaaaaaaaa3 (create plums) was edited after it was applied.", back.Out.Split('\n')[1]);
        Assert.Equal((0, 0), (back.Exit, again.Exit));
        Assert.Empty(await database.RowsAsync("select colour from plums"));
    }

    [Fact]
    public async Task Stamp_records_it_anew()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good");

        var stamp = await CommandRun.RunAsync(database, "good-edited", "stamp", "aaaaaaaaaaa3", "--unverified");
        var upgrade = await CommandRun.RunAsync(database, "good-edited", "upgrade");

        Assert.EndsWith(
            """
               at aaaaaaaaaaa3   1 revision to record again
              aaaaaaaaaaa3 (create plums) was edited after it was applied.
              warning: the schema is not compared with what aaaaaaaaaaa3 makes. If it is another one, the next upgrade builds on what is not there.
            At head aaaaaaaaaaa3 by the record alone: the schema was not compared. Only recorded: no revision was run.

            """,
            stamp.Out,
            StringComparison.Ordinal);
        Assert.EndsWith("   at head aaaaaaaaaaa3. Nothing to do.\n", upgrade.Out, StringComparison.Ordinal);
        Assert.Equal((0, 0), (stamp.Exit, upgrade.Exit));
    }

    [Fact]
    public async Task Current_history_and_show_tell_it_for_people_and_for_programs()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good");

        var current = await CommandRun.RunAsync(database, "good-edited", "current");
        var currentJson = await CommandRun.RunAsync(database, "good-edited", "current", "--json");
        var history = await CommandRun.RunAsync(database, "good-edited", "history");
        var historyJson = await CommandRun.RunAsync(database, "good-edited", "history", "--json");
        var show = await CommandRun.RunAsync(database, "good-edited", "show", "head");

        Assert.EndsWith("\n  aaaaaaaaaaa3 (create plums) was edited after it was applied.\n", current.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            "unknown":[],"edited":[{"version":20300101000003,"alembic":"aaaaaaaaaaa3","name":"create plums"}],"begun":null,"alembic":{"revision":"aaaaaaaaaaa3","known":true,"adopted":true,"agrees":true}}

            """,
            currentJson.Out,
            StringComparison.Ordinal);
        Assert.EndsWith("  create plums                      WHEN   T   edited since\n", history.Timeless, StringComparison.Ordinal);
        Assert.EndsWith("\"applied_at\":\"WHEN\",\"edited\":true}]\n", historyJson.Timeless, StringComparison.Ordinal);
        Assert.EndsWith("   edited since\n", show.Out, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (current.Exit, history.Exit, show.Exit));
    }
}
