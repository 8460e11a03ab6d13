using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class JobOrganizationsSpec(TestEngine engine) : DataSpec(engine, "5d27a719b24d")
{
    [Fact]
    public async Task Jobs_that_exist_keep_no_organization()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations,
            Users,
            "insert into jobs (id, user_id, status, job_type) values ('job-1', 'user-1', 'created', 'job')");

        await AssertRowsAsync(database, "select id, user_id, organization_id from jobs", "job-1|user-1|null");
    }

    [Fact]
    public async Task Down_and_up_again_keeps_the_jobs_without_their_organization()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations,
            Users,
            "insert into jobs (id, user_id, status, job_type) values ('job-1', 'user-1', 'created', 'job')");
        await database.ExecuteAsync("update jobs set organization_id = 'org-1'");

        await DownAsync(database);
        await UpAsync(database);

        await AssertRowsAsync(database, "select id, user_id, organization_id from jobs", "job-1|user-1|null");
    }
}

public sealed class SqliteJobOrganizationsTests(SqliteEngine engine) : JobOrganizationsSpec(engine);

public sealed class PostgresJobOrganizationsTests(PostgresEngine engine) : JobOrganizationsSpec(engine);
