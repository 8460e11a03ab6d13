using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class JobsSpec(TestEngine engine) : DataSpec(engine, "3c683a662c82")
{
    private const string Jobs = """
        insert into jobs (id, user_id, status, completed_at) values
            ('job-1', 'user-1', 'completed', '2024-12-01 10:00:00+00:00'), ('job-2', 'user-3', 'created', null)
        """;

    [Fact]
    public async Task Completed_at_is_the_same_moment_in_utc()
    {
        await using var database = await AfterAsync(Organizations, Users, Jobs);

        await AssertRowsAsync(
            database,
            "select id, user_id, status, substr(cast(completed_at as text), 1, 19) from jobs order by id",
            "job-1|user-1|completed|2024-12-01 10:00:00", "job-2|user-3|created|null");
    }

    [Fact]
    public async Task Completed_at_comes_back_as_the_same_moment()
    {
        await using var database = await AfterAsync(Organizations, Users, Jobs);

        await DownAsync(database);

        await AssertRowsAsync(
            database,
            database is PostgresTestDatabase
                ? "select id, to_char(completed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') from jobs order by id"
                : "select id, substr(completed_at, 1, 19) from jobs order by id",
            "job-1|2024-12-01 10:00:00", "job-2|null");
        await database.ExecuteAsync("insert into jobs (id) values ('job-3')");
    }

    [Theory]
    [InlineData("'user-1', null", """1 row of "jobs" must not have NULL in "status": job-9.""")]
    [InlineData("null, 'created'", """1 row of "jobs" must not have NULL in "user_id": job-9.""")]
    [InlineData("'user-9', 'created'", """1 row of "jobs" must refer to an existing row of "users" by "user_id": job-9.""")]
    public async Task Job_that_cannot_be_moved_is_refused(string values, string what)
    {
        await using var database
            = await BeforeAsync(Organizations, Users, Jobs, $"insert into jobs (id, user_id, status) values ('job-9', {values})");

        await AssertRefusedAsync(database, "jobs", what);
    }
}

public sealed class SqliteJobsTests(SqliteEngine engine) : JobsSpec(engine);

public sealed class PostgresJobsTests(PostgresEngine engine) : JobsSpec(engine);
