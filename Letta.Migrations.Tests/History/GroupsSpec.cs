using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class GroupsSpec(TestEngine engine) : DataSpec(engine, "a66510f83fc2")
{
    [Fact]
    public async Task Agents_of_a_group_are_those_linked_to_it_in_the_order_of_their_ids_without_the_manager()
    {
        await using var database = await AfterAsync("""
            insert into organizations (id, name, privileged_tools) values ('org-1', 'One', false), ('org-2', 'Two', true);
            insert into agents (id, organization_id, message_buffer_autoclear) values
                ('agent-1', 'org-1', false), ('agent-2', 'org-1', false), ('agent-3', 'org-1', false),
                ('agent-B', 'org-2', false), ('agent-a', 'org-2', false), ('agent-"ü', 'org-2', false);
            insert into groups (id, description, manager_type, manager_agent_id, organization_id, is_deleted) values
                ('group-1', 'd', 'supervisor', 'agent-2', 'org-1', false), ('group-2', 'd', 'round_robin', null, 'org-2', false),
                ('group-3', 'd', 'round_robin', null, 'org-2', true), ('group-4', 'd', 'supervisor', 'agent-1', 'org-1', false);
            insert into groups_agents (group_id, agent_id) values
                ('group-1', 'agent-3'), ('group-1', 'agent-2'), ('group-1', 'agent-1'), ('group-2', 'agent-a'), ('group-2', 'agent-B'), ('group-2', 'agent-"ü'),
                ('group-4', 'agent-1')
            """);

        await AssertRowsAsync(
            database, "select id, replace(cast(agent_ids as text), ' ', '') from groups order by id",
            """group-1|["agent-1","agent-3"]""", """group-2|["agent-\"ü","agent-B","agent-a"]""", "group-3|[]", "group-4|[]");
        Assert.False(await IsNullableAsync(database, "groups", "agent_ids"));
        Assert.Equal(7, await database.ScalarAsync<int>("select count(*) from groups_agents"));
    }
}

public sealed class SqliteGroupsTests(SqliteEngine engine) : GroupsSpec(engine);

public sealed class PostgresGroupsTests(PostgresEngine engine) : GroupsSpec(engine);
