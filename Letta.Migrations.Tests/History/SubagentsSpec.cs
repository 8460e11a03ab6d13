using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class SubagentsSpec(TestEngine engine) : DataSpec(engine, "9fa274fb0b83")
{
    [Fact]
    public async Task Agents_that_are_tagged_exactly_as_subagents_are_hidden()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations,
            """
            insert into agents (id, organization_id, hidden, is_deleted, message_buffer_autoclear) values
                ('agent-1', 'org-1', null, false, false), ('agent-2', 'org-1', false, true, false), ('agent-3', 'org-2', true, false, false),
                ('agent-4', 'org-1', null, false, false), ('agent-5', 'org-1', false, false, false), ('agent-6', 'org-2', null, false, false),
                ('agent-7', 'org-2', false, false, false)
            """,
            """
            insert into agents_tags (agent_id, tag) values
                ('agent-1', 'role:subagent'), ('agent-1', 'other'), ('agent-2', 'role:subagent'), ('agent-3', 'role:subagent'), ('agent-4', 'Role:Subagent'),
                ('agent-5', 'role:subagent '), ('agent-6', 'role:subagent2')
            """);

        await AssertRowsAsync(
            database, "select id, case hidden when true then 'hidden' when false then 'shown' end from agents order by id",
            "agent-1|hidden", "agent-2|hidden", "agent-3|hidden", "agent-4|null", "agent-5|shown", "agent-6|null", "agent-7|shown");
    }
}

public sealed class SqliteSubagentsTests(SqliteEngine engine) : SubagentsSpec(engine);

public sealed class PostgresSubagentsTests(PostgresEngine engine) : SubagentsSpec(engine);
