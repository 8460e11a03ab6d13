using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class BatchJobsSpec(TestEngine engine) : DataSpec(engine, "f2f78d62005c")
{
    [Fact]
    public async Task Batch_job_that_no_job_is_known_for_is_refused_even_if_deleted()
    {
        await using var database = await BeforeAsync(RowsOf2025.Organizations, """
            insert into llm_batch_job (id, status, llm_provider, create_batch_response, organization_id, is_deleted) values
                ('batch-1', 'created', 'anthropic', '{}', 'org-1', false), ('batch-2', 'completed', 'anthropic', '{}', 'org-2', true)
            """);

        var refusal = await AssertRefusedAsync(
            database,
            "llm_batch_job",
            """2 rows of "llm_batch_job" must not exist yet, since nothing tells which job they belong to: batch-1, batch-2.""");

        Assert.Contains(
            """then delete them and their rows of "llm_batch_items", and run the same command again""",
            refusal.Next,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_job_goes_with_its_job()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Users);
        await AddBatchJobAsync(database);

        await database.ExecuteAsync("delete from jobs");

        await AssertRowsAsync(database, "select id from llm_batch_job");
    }

    [Fact]
    public async Task Down_keeps_the_batch_job()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Users);
        await AddBatchJobAsync(database);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id, status from llm_batch_job", "batch-1|created");
    }

    private static async Task AddBatchJobAsync(TestDatabase database)
    {
        await database.ExecuteAsync("insert into jobs (id, user_id, status, job_type) values ('job-1', 'user-1', 'running', 'batch')");
        await database.ExecuteAsync("""
            insert into llm_batch_job (id, status, llm_provider, create_batch_response, organization_id, letta_batch_job_id)
            values ('batch-1', 'created', 'anthropic', '{}', 'org-1', 'job-1')
            """);
    }
}

public sealed class SqliteBatchJobsTests(SqliteEngine engine) : BatchJobsSpec(engine);

public sealed class PostgresBatchJobsTests(PostgresEngine engine) : BatchJobsSpec(engine);
