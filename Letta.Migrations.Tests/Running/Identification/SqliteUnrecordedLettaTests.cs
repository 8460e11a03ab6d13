using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.Running.Identification;

/// <summary>Files that Python Letta made in another way than revisions do.</summary>
public sealed class SqliteUnrecordedLettaTests(SqliteEngine engine) : UnrecordedLettaSpec(engine)
{
    [Fact]
    public async Task Tables_that_lettas_orm_made_are_those_of_head()
    {
        await using var database = await SqliteOrmDatabase.CreateAsync(engine);

        var adopted = await database.Runner().AdoptAsync(cancellationToken: Stop);

        Assert.Equal("1c28e167b74f", adopted.To!.Id);
        Assert.Empty((await database.Runner().UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task Tables_that_alembic_built_in_another_way_are_those_of_every_revision_with_the_same_tables_and_columns()
    {
        await using var database = await SqliteAlembicDatabase.CreateWholeAsync(engine);
        await database.ExecuteAsync("delete from alembic_version");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner().AdoptAsync(cancellationToken: Stop));
        var adopted = await database.Runner().AdoptAsync("3d2e9fb40a3c", cancellationToken: Stop);

        Assert.Equal($"Nothing records the revision of {database.Target}, and its schema is that of 3 revisions.", error.What);
        Assert.Equal(
            """
              5973fd8b8c60  agents have runs (136 details are built in another way)
              57bcea83af3f  index blocks, jobs and steps (129 details are built in another way)
              3d2e9fb40a3c  index deployments and links to files (126 details are built in another way)
            Name the one that was applied last: letta-migrate adopt <revision>. An upgrade then runs those after it.
            """,
            error.Next);
        Assert.Equal("3d2e9fb40a3c", adopted.To!.Id);
    }

    [Fact]
    public async Task A_revision_that_alembic_left_half_done_is_nearest_to_the_one_before_and_finished_when_that_is_named()
    {
        await using var database = await SqliteAlembicDatabase.CreateAsync(engine);
        await database.ExecuteAsync("drop table alembic_version");

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner().AdoptAsync(cancellationToken: Stop));
        var adopted = await database.Runner().AdoptAsync("3d2e9fb40a3c", cancellationToken: Stop);

        Assert.StartsWith(
            """
            missing  table "agents_runs"
            missing  table "job_messages"
            table "messages"
              extra    column "run_id" VARCHAR null
            extra    table "runs"
            Correct them and run the same command again. If it is that revision: letta-migrate adopt 3d2e9fb40a3c compares with it alone,
            """,
            error.Next,
            StringComparison.Ordinal);
        Assert.Equal("567e9fe06270", adopted.To!.Id);
    }
}
