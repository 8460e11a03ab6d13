using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteAdoptCommandTests(SqliteEngine engine) : AdoptCommandSpec(engine)
{
    protected override string Shown(TestDatabase database) => "SQLite ~/.letta/sqlite.db";

    [Fact]
    public async Task Adopt_that_finishes_what_alembic_began_asks_before_it_loses_anything()
    {
        await using var database = await SqliteAlembicDatabase.CreateAsync(engine);
        await RowFiller.FillAsync(database);
        await database.ExecuteAsync("update jobs set job_type = 'job' where id = 'jobs-1'; update step_metrics set job_id = null");

        var refused = await CommandRun.RunAsync(database, "letta", "adopt");
        var accepted = await CommandRun.RunAsync(database, "letta", "adopt", "--accept-loss");

        Assert.Equal(7, refused.Exit);
        Assert.StartsWith(
            "Revision 567e9fe06270 would lose links to jobs that are no runs of agents, 1 row of \"steps\" (steps-1): a step is of a "
                + "run.\n",
            refused.Error,
            StringComparison.Ordinal);
        Assert.EndsWith(
            """
              then       save what is still needed, and run the same command again with --accept-loss
            Nothing was changed. (exit 7)

            """,
            refused.Error,
            StringComparison.Ordinal);
        Assert.Equal((0, ""), (accepted.Exit, accepted.Error));
        Assert.Equal(
            $"""
            {Shown(database)}   at 3d2e9fb40a3c by Alembic, not adopted   target 3d2e9fb40a3c, 128 revisions to record
                       lost: links to jobs that are no runs of agents, 1 row of "steps"
            At 567e9fe06270, verified. Adopted: 129 revisions of Alembic's recorded.

            """,
            accepted.Out);
    }
}
