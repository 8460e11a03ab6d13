using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>
/// From the summer of 2025 down to its spring with a row in every table, and up again: nothing fails, and what was there before stays.
/// </summary>
public abstract class FilesRoundTripSpec(TestEngine engine)
{
    private const string Summer = "f5d26b0526e8";
    private const string Spring = "74f2ede29317";

    private const string Kept = """
        select p.id, p.text, f.file_name, s.name, m.id, b.id, g.id, g.sleeptime_agent_frequency, t.id, r.id, r.name
        from source_passages p join files f on f.id = p.file_id join sources s on s.id = f.source_id, messages m, block b, groups g, steps t, providers r
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_survive_the_way_down_and_up()
    {
        await using var database = await engine.CreateAtAsync(Summer);
        await database.ExecuteAsync("""
            insert into organizations (id, name, privileged_tools) values ('org-1', 'One', false);
            insert into users (id, name, organization_id) values ('user-1', 'Ann', 'org-1');
            insert into agents (id, name, organization_id, message_buffer_autoclear, enable_sleeptime, response_format, timezone, max_files_open)
              values ('agent-1', 'a', 'org-1', false, true, '{}', 'Europe/Berlin', 5);
            insert into sources (id, name, organization_id, embedding_config, instructions) values ('source-1', 's', 'org-1', '{}', 'i');
            insert into files (id, file_name, original_file_name, source_id, organization_id, processing_status, total_chunks)
              values ('file-1', 'f.txt', 'F.txt', 'source-1', 'org-1', 'error', 3);
            insert into file_contents (id, file_id, text) values ('content-1', 'file-1', 't');
            insert into files_agents (id, file_id, file_name, source_id, agent_id, organization_id, is_open)
              values ('link-1', 'file-1', 'f.txt', 'source-1', 'agent-1', 'org-1', true);
            insert into source_passages (id, text, embedding_config, metadata_, file_id, file_name, source_id, organization_id)
              values ('passage-1', 't', '{}', '{}', 'file-1', 'f.txt', 'source-1', 'org-1');
            insert into block (id, value, "limit", label, is_template, organization_id, read_only, preserve_on_migration)
              values ('block-1', 'v', 9, 'human', false, 'org-1', true, true);
            insert into groups (id, organization_id, manager_type, description, agent_ids, sleeptime_agent_frequency, max_message_buffer_length)
              values ('group-1', 'org-1', 'sleeptime', 'g', '[]', 7, 30);
            insert into providers (id, name, organization_id, provider_type, base_url, region) values ('provider-1', 'p', 'org-1', 'openai', 'u', 'r');
            insert into jobs (id, user_id, status, job_type, callback_url, callback_error) values ('job-1', 'user-1', 'completed', 'batch', 'u', 'e');
            insert into steps (id, organization_id, agent_id, feedback, project_id, stop_reason) values ('step-1', 'org-1', 'agent-1', 'positive', 'p', 'end_turn');
            insert into messages (id, agent_id, role, tool_calls, organization_id, created_at, sequence_id, sender_id, is_err)
              values ('message-1', 'agent-1', 'user', '[]', 'org-1', '2025-07-24 12:00:00', 42, 's', false);
            insert into provider_traces (id, request_json, response_json, step_id, organization_id) values ('trace-1', '{}', '{}', 'step-1', 'org-1');
            insert into llm_batch_job (id, status, llm_provider, create_batch_response, organization_id, letta_batch_job_id)
              values ('batch-1', 'created', 'anthropic', '{}', 'org-1', 'job-1');
            insert into llm_batch_items (id, llm_batch_id, llm_config, request_status, step_status, step_state, organization_id, agent_id)
              values ('item-1', 'batch-1', '{}', 'created', 'paused', '{}', 'org-1', 'agent-1');
            insert into mcp_server (id, server_name, server_type, organization_id, token, custom_headers) values ('server-1', 'm', 'sse', 'org-1', 't', '{}');
            insert into mcp_oauth (id, state, server_id, server_url, server_name, token_type, status, created_at, updated_at, organization_id, user_id)
              values ('oauth-1', 's', 'server-1', 'u', 'm', 'Bearer', 'pending', '2025-07-24', '2025-07-24', 'org-1', 'user-1');
            insert into prompts (id, prompt) values ('prompt-1', 'p')
            """);
        var kept = await database.RowsAsync(Kept);

        await database.Runner().DowngradeAsync(Spring, cancellationToken: Stop);
        await database.Runner().UpgradeAsync(Summer, cancellationToken: Stop);

        Assert.Equal("passage-1|t|f.txt|s|message-1|block-1|group-1|7|step-1|provider-1|p", Assert.Single(kept));
        Assert.Equal(kept, await database.RowsAsync(Kept));
    }
}

public sealed class SqliteFilesRoundTripTests(SqliteEngine engine) : FilesRoundTripSpec(engine);

public sealed class PostgresFilesRoundTripTests(PostgresEngine engine) : FilesRoundTripSpec(engine);
