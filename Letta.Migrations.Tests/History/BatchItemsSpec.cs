using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class BatchItemsSpec(TestEngine engine) : DataSpec(engine, "7b189006c97d")
{
    private static readonly string[] Rows =
    [
        FileRows.Organizations,
        Users,
        FileRows.Agents,
        "insert into jobs (id, user_id, status, job_type) values ('job-1', 'user-1', 'running', 'batch')",
        """
        insert into llm_batch_job (id, status, llm_provider, create_batch_response, organization_id, letta_batch_job_id) values
            ('batch-1', 'created', 'anthropic', '{}', 'org-1', 'job-1'), ('batch-2', 'created', 'anthropic', '{}', 'org-2', 'job-1')
        """,
        """
        insert into llm_batch_items (id, batch_id, llm_config, request_status, step_status, step_state, organization_id, agent_id, is_deleted) values
            ('item-1', 'batch-1', '{}', 'created', 'paused', '{"step": 1}', 'org-1', 'agent-1', false),
            ('item-2', 'batch-2', '{}', 'created', 'paused', '{"step": 2}', 'org-2', 'agent-3', true)
        """,
    ];

    [Fact]
    public async Task Items_keep_their_batch_under_its_new_name()
    {
        await using var database = await AfterAsync(Rows);

        await AssertRowsAsync(database, "select id, llm_batch_id from llm_batch_items order by id", "item-1|batch-1", "item-2|batch-2");
    }

    [Fact]
    public async Task Item_goes_with_its_batch_before_and_after()
    {
        await using var database = await AfterAsync(Rows);
        await database.ExecuteAsync("delete from llm_batch_job where id = 'batch-1'");
        await AssertRowsAsync(database, "select id from llm_batch_items", "item-2");

        await DownAsync(database);
        await database.ExecuteAsync("delete from llm_batch_job where id = 'batch-2'");

        await AssertRowsAsync(database, "select id from llm_batch_items");
    }

    [Fact]
    public async Task Down_and_up_again_keeps_the_batch_of_every_item()
    {
        await using var database = await AfterAsync(Rows);

        await DownAsync(database);
        await AssertRowsAsync(database, "select id, batch_id from llm_batch_items order by id", "item-1|batch-1", "item-2|batch-2");
        await UpAsync(database);

        await AssertRowsAsync(database, "select id, llm_batch_id from llm_batch_items order by id", "item-1|batch-1", "item-2|batch-2");
    }
}

public sealed class SqliteBatchItemsTests(SqliteEngine engine) : BatchItemsSpec(engine);

public sealed class PostgresBatchItemsTests(PostgresEngine engine) : BatchItemsSpec(engine);
