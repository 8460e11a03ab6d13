insert into organizations (id, name, privileged_tools) values ('org-1', 'One', false), ('org-2', 'Two', false);
insert into users (id, name, organization_id) values ('user-1', 'Ann', 'org-1'), ('user-2', 'Bob', 'org-2');
insert into agents (id, name, organization_id, message_buffer_autoclear, is_deleted) values
    ('agent-1', 'Ada', 'org-1', false, false), ('agent-2', 'O''Neil 🦊', 'org-2', false, false), ('agent-3', 'Gone', 'org-2', false, true);
insert into mcp_server (id, server_name, server_type, token, custom_headers, organization_id) values
    ('server-1', 'a', 'sse', 'bearer 🌍', '{"X-Key": "ü"}', 'org-1'), ('server-2', 'b', 'sse', null, null, 'org-1');
insert into providers (id, name, api_key, organization_id, provider_type, provider_category) values
    ('provider-1', 'one', 'sk-1', 'org-1', 'openai', 'base');
with recursive n(i) as (select 1 union all select i + 1 from n where i < 520)
insert into mcp_oauth (
    id, state, server_url, server_name, access_token, token_type, status, user_id, organization_id, created_at, updated_at)
select 'session-' || i, 'state-' || i, 'https://example.com', 'server', 'token ' || i, 'Bearer', 'authorized', 'user-1', 'org-1',
    '2025-01-01', '2025-01-01'
from n;
