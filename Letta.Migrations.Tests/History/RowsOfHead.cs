namespace Letta.Migrations.Tests.History;

/// <summary>One row for every table of the newest revision, each made by a user that exists.</summary>
internal static class RowsOfHead
{
    public static IReadOnlyList<string> All { get; } =
    [
        """
        insert into organizations (id, name, privileged_tools) values ('org-1', 'One', true);
        insert into users (id, name, organization_id) values ('user-1', 'Ann', 'org-1');
        insert into agents (id, name, organization_id, message_buffer_autoclear, timezone, hidden, project_id, last_stop_reason, _created_by_id)
          values ('agent-1', 'Ünï', 'org-1', true, 'Europe/Berlin', false, 'project-1', 'end_turn', 'user-1');
        insert into agents_tags (agent_id, tag) values ('agent-1', 'role:subagent');
        insert into agent_environment_variables (id, key, value, value_enc, organization_id, agent_id) values ('var-1', 'k', 'v', 'e', 'org-1', 'agent-1');
        insert into prompts (id, prompt) values ('prompt-1', 'p')
        """,
        """
        insert into providers (id, name, organization_id, provider_type, last_synced) values ('provider-1', 'p', 'org-1', 'openai', '2026-01-05 10:00:00+00:00');
        insert into providers (id, name, organization_id, provider_type) values ('provider-2', 'base', null, 'openai');
        insert into provider_models (id, handle, display_name, name, provider_id, model_type, model_endpoint_type)
          values ('model-1', 'p/m', 'M', 'm', 'provider-1', 'llm', 'openai');
        insert into sandbox_configs (id, type, config, organization_id) values ('sandbox-1', 'LOCAL', '{}', 'org-1');
        insert into sandbox_environment_variables (id, key, value, sandbox_config_id, organization_id) values ('var-2', 'k', 'v', 'sandbox-1', 'org-1');
        insert into mcp_server (id, server_name, server_type, organization_id) values ('server-1', 'm', 'sse', 'org-1');
        insert into mcp_oauth (id, state, server_id, server_url, server_name, token_type, status, created_at, updated_at, organization_id, user_id)
          values ('oauth-1', 's', 'server-1', 'u', 'm', 'Bearer', 'pending', '2025-07-24', '2025-07-24', 'org-1', 'user-1');
        insert into tools (id, name, organization_id, source_type, tags, tool_type, project_id) values ('tool-1', 't', 'org-1', 'python', '["composio"]', 'custom', 'project-1');
        insert into tools_agents (agent_id, tool_id) values ('agent-1', 'tool-1');
        insert into mcp_tools (id, mcp_server_id, tool_id, organization_id) values ('mcp_tool-1', 'server-1', 'tool-1', 'org-1')
        """,
        """
        insert into sources (id, name, organization_id, embedding_config, vector_db_provider, _created_by_id) values ('source-1', 's', 'org-1', '{"s": 1}', 'NATIVE', 'user-1');
        insert into sources_agents (agent_id, source_id) values ('agent-1', 'source-1');
        insert into files (id, file_name, original_file_name, source_id, organization_id, processing_status, _created_by_id)
          values ('file-1', 'f.txt', 'F.txt', 'source-1', 'org-1', 'completed', 'user-1');
        insert into file_contents (id, file_id, text) values ('content-1', 'file-1', 't');
        insert into files_agents (id, file_id, file_name, source_id, agent_id, organization_id, is_open) values ('link-1', 'file-1', 'f.txt', 'source-1', 'agent-1', 'org-1', true);
        insert into source_passages (id, text, embedding_config, metadata_, file_id, file_name, source_id, organization_id, created_at, _created_by_id)
          values ('passage-1', 't', null, '{}', 'file-1', 'f.txt', 'source-1', 'org-1', '2025-07-24 10:00:00+00:00', 'user-1');
        insert into archives (id, name, organization_id, vector_db_provider, embedding_config) values ('archive-1', 'a', 'org-1', 'NATIVE', '{"a": 1}');
        insert into archives_agents (agent_id, archive_id, is_owner) values ('agent-1', 'archive-1', true);
        insert into archival_passages (id, text, archive_id, embedding_config, metadata_, organization_id, created_at, _created_by_id)
          values ('passage-2', 'u', 'archive-1', null, '{}', 'org-1', '2025-07-24 10:00:00+00:00', 'user-1');
        insert into passage_tags (id, tag, passage_id, archive_id, organization_id) values ('tag-1', 't', 'passage-2', 'archive-1', 'org-1')
        """,
        """
        insert into block (id, value, "limit", label, is_template, organization_id, read_only, _created_by_id) values ('block-1', 'v', 9, 'human', false, 'org-1', true, 'user-1');
        insert into block_history (id, label, value, "limit", block_id, sequence_number, organization_id) values ('block_hist-1', 'human', 'v', 9, 'block-1', 1, 'org-1');
        update block set current_history_entry_id = 'block_hist-1';
        insert into blocks_agents (agent_id, block_id, block_label) values ('agent-1', 'block-1', 'human');
        insert into blocks_tags (block_id, tag, organization_id) values ('block-1', 't', 'org-1');
        insert into identities (id, identifier_key, name, identity_type, organization_id, properties) values ('identity-1', 'k', 'i', 'user', 'org-1', '[]');
        insert into identities_agents (identity_id, agent_id) values ('identity-1', 'agent-1');
        insert into identities_blocks (identity_id, block_id) values ('identity-1', 'block-1');
        insert into groups (id, description, manager_type, manager_agent_id, organization_id, agent_ids) values ('group-1', 'd', 'supervisor', 'agent-1', 'org-1', '[]');
        insert into groups_agents (group_id, agent_id) values ('group-1', 'agent-1');
        insert into groups_blocks (group_id, block_id) values ('group-1', 'block-1')
        """,
        """
        insert into jobs (id, user_id, status, job_type, organization_id) values ('run-1', 'user-1', 'completed', 'run', 'org-1');
        insert into llm_batch_job (id, status, llm_provider, create_batch_response, organization_id, letta_batch_job_id) values ('batch-1', 'created', 'anthropic', '{}', 'org-1', 'run-1');
        insert into llm_batch_items (id, llm_batch_id, llm_config, request_status, step_status, step_state, organization_id, agent_id)
          values ('item-1', 'batch-1', '{}', 'created', 'paused', '{}', 'org-1', 'agent-1');
        insert into conversations (id, agent_id, organization_id, summary) values ('conversation-1', 'agent-1', 'org-1', 's');
        insert into blocks_conversations (conversation_id, block_id, block_label) values ('conversation-1', 'block-1', 'human');
        insert into runs (id, status, agent_id, organization_id, conversation_id, _created_by_id) values ('run-1', 'completed', 'agent-1', 'org-1', 'conversation-1', 'user-1');
        insert into run_metrics (id, agent_id, organization_id, num_steps, tools_used) values ('run-1', 'agent-1', 'org-1', 1, '[]');
        insert into steps (id, organization_id, provider_id, agent_id, run_id, feedback, stop_reason, request_id) values ('step-1', 'org-1', 'provider-1', 'agent-1', 'run-1', 'positive', 'end_turn', 'r');
        insert into step_metrics (id, agent_id, organization_id, run_id) values ('step-1', 'agent-1', 'org-1', 'run-1');
        insert into messages (id, agent_id, role, tool_calls, organization_id, created_at, sequence_id, step_id, run_id, conversation_id, content, _created_by_id)
          values ('message-1', 'agent-1', 'user', '[]', 'org-1', '2025-07-24 12:00:00+00:00', 42, 'step-1', 'run-1', 'conversation-1', '[{"type": "text", "text": "hello"}]', 'user-1');
        insert into conversation_messages (id, conversation_id, agent_id, message_id, position, in_context, organization_id) values ('cm-1', 'conversation-1', 'agent-1', 'message-1', 1, true, 'org-1');
        insert into provider_traces (id, request_json, response_json, step_id, organization_id) values ('trace-1', '{}', '{}', 'step-1', 'org-1');
        insert into provider_trace_metadata (id, step_id, organization_id) values ('trace-1', 'step-1', 'org-1')
        """,
    ];
}
