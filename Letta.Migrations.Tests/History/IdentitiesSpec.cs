using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class IdentitiesSpec(TestEngine engine) : DataSpec(engine, "549eff097c71")
{
    private const string Identities = """
        insert into identities (id, identifier_key, name, identity_type, project_id, organization_id) values
            ('identity-1', 'kü', 'One', 'user', null, 'org-1'), ('identity-2', 'kü', 'Two', 'user', 'p', 'org-1'),
            ('identity-3', 'kü', 'Three', 'org', null, 'org-2'), ('identity-4', 'KÜ', 'Four', 'user', null, 'org-1')
        """;

    private const string Agents = """
        insert into agents (id, organization_id, identity_id, identifier_key, message_buffer_autoclear) values
            ('agent-1', 'org-1', 'identity-1', 'kü', false), ('agent-2', 'org-1', 'identity-1', null, false),
            ('agent-3', 'org-2', 'identity-3', 'kü', true), ('agent-4', 'org-1', null, null, false)
        """;

    private const string Links = "select identity_id, agent_id from identities_agents order by 1, 2";

    [Fact]
    public async Task Identity_of_an_agent_becomes_a_link()
    {
        await using var database = await AfterAsync(Organizations, Identities, Agents);

        await AssertRowsAsync(database, Links, "identity-1|agent-1", "identity-1|agent-2", "identity-3|agent-3");
        await AssertRowsAsync(database, "select id from agents order by id", "agent-1", "agent-2", "agent-3", "agent-4");
        await AssertRowsAsync(
            database,
            "select id, cast(properties as text) from identities order by id",
            "identity-1|[]",
            "identity-2|[]",
            "identity-3|[]",
            "identity-4|[]");
    }

    [Fact]
    public async Task Key_twice_without_a_project_in_an_organization_is_refused_deleted_ones_too()
    {
        await using var database = await BeforeAsync(Organizations, Identities, """
            insert into identities (id, identifier_key, name, identity_type, project_id, organization_id, is_deleted) values
                ('identity-5', 'kü', 'Five', 'user', null, 'org-1', true)
            """);

        await AssertRefusedAsync(
            database,
            "identities",
            """2 rows of "identities" must not have the "identifier_key" of another identity of the same organization that has no project either: identity-1, identity-5.""");
    }

    [Fact]
    public async Task Key_without_a_project_is_unique_from_now_on()
    {
        await using var database = await AfterAsync(Organizations, Identities);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ExecuteAsync(
            "insert into identities (id, identifier_key, name, identity_type, organization_id) values ('identity-5', 'kü', 'Five', "
                + "'user', 'org-1')"));
    }

    [Fact]
    public async Task Key_that_no_identity_of_the_agent_has_is_lost_only_where_that_is_accepted()
    {
        await using var database = await BeforeAsync(Organizations, Identities, Agents, """
            insert into agents (id, organization_id, identity_id, identifier_key, message_buffer_autoclear) values
                ('agent-5', 'org-1', null, 'kü', false), ('agent-6', 'org-1', 'identity-4', 'kü', false)
            """);

        await AssertLosesAsync(
            database,
            "agents",
            "Revision 549eff097c71 would lose identifier keys that no identity of the agent has, 2 rows of \"agents\" (agent-5, agent-6): "
                + "the keys are those of the identities from now on.",
            "identifier keys that no identity of the agent has, 2 rows of \"agents\"");

        await AssertRowsAsync(database, Links, "identity-1|agent-1", "identity-1|agent-2", "identity-3|agent-3", "identity-4|agent-6");
    }

    [Fact]
    public async Task Down_gives_an_agent_the_first_of_its_identities_with_the_key_and_up_again_loses_nothing()
    {
        await using var database = await AfterAsync(Organizations, Identities, Agents);
        await database.ExecuteAsync(
            "insert into identities_agents (identity_id, agent_id) values ('identity-4', 'agent-1'), ('identity-2', 'agent-1')");

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, identity_id, identifier_key from agents order by id",
            "agent-1|identity-1|kü", "agent-2|identity-1|kü", "agent-3|identity-3|kü", "agent-4|null|null");
        await UpAsync(database);
        await AssertRowsAsync(database, Links, "identity-1|agent-1", "identity-1|agent-2", "identity-3|agent-3");
    }
}

public sealed class SqliteIdentitiesTests(SqliteEngine engine) : IdentitiesSpec(engine);

public sealed class PostgresIdentitiesTests(PostgresEngine engine) : IdentitiesSpec(engine);
