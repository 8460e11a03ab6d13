using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class OrganizationsSpec(TestEngine engine) : DataSpec(engine, "d14ae606614c")
{
    private const string LegacyUsers = """
        insert into users (id, name, org_id, policies_accepted) values ('user-1', 'Ann', 'org-1', true), ('user-2', 'Bob', 'org-2', false)
        """;

    [Fact]
    public async Task Users_belong_to_the_organization_of_their_org_id()
    {
        await using var database = await AfterLossAsync(Organizations, LegacyUsers);

        await AssertRowsAsync(database, "select id, name, organization_id from users order by id", "user-1|Ann|org-1", "user-2|Bob|org-2");
    }

    [Fact]
    public async Task Every_tool_is_deleted_where_that_is_accepted()
    {
        await using var database = await BeforeAsync(
            "insert into tools (id, name) values ('tool-1', 'send_message')",
            "insert into tools (id, name, json_schema, tags, source_type) values ('tool-2', 'other', '{}', '[]', 'python')");

        await AssertLosesAsync(
            database,
            "tools",
            """Revision d14ae606614c would lose the tools, 2 rows of "tools" (tool-1, tool-2): nothing tells their organization; """
                + "the server writes its own again when it starts, tools of users must be made again.",
            "the tools, 2 rows of \"tools\"");

        await AssertRowsAsync(database, "select id from tools");
    }

    [Fact]
    public async Task Users_who_accepted_the_policies_lose_that_and_others_nothing()
    {
        await using var database = await BeforeAsync(Organizations, LegacyUsers);

        await AssertLosesAsync(
            database,
            "users",
            """Revision d14ae606614c would lose the acceptance of the policies, 1 row of "users" (user-1): Letta does not keep it any more.""",
            "the acceptance of the policies, 1 row of \"users\"");
    }

    [Fact]
    public async Task Name_of_a_block_becomes_its_template_name()
    {
        await using var database = await AfterAsync(
            "insert into block (id, value, label, name) values ('block-1', 'v', 'human', 'basic'), ('block-2', 'v', 'human', null)");

        await AssertRowsAsync(database, "select id, template_name from block order by id", "block-1|basic", "block-2|null");
    }

    [Fact]
    public async Task Users_without_an_organization_are_refused()
    {
        await using var database = await BeforeAsync(
            Organizations,
            "insert into users (id, name, org_id, policies_accepted) values ('user-1', 'Ann', 'org-1', true), ('user-2', 'Bob', null, "
                + "true), ('user-3', 'Cy', null, true)");

        var refusal = await AssertRefusedAsync(
            database, "users", """2 rows of "users" must not have NULL in "org_id": user-2, user-3.""", acceptLoss: true);

        Assert.Equal(
            """
            see them   select id from users where "org_id" is null order by id
            then       set "org_id" of each, or delete them, and run the same command again
            """,
            refusal.Next);
    }

    [Fact]
    public async Task Users_of_a_missing_organization_are_refused()
    {
        await using var database
            = await BeforeAsync("insert into users (id, name, org_id, policies_accepted) values ('user-1', 'Ann', 'org-9', true)");

        var refusal = await AssertRefusedAsync(
            database,
            "users",
            """1 row of "users" must refer to an existing row of "organizations" by "org_id": user-1.""",
            acceptLoss: true);

        Assert.Equal(
            """
            see them   select t.id from users t left join organizations p on p.id = t.org_id where t.org_id is not null and p.id is null order by t.id
            then       link them to existing rows of "organizations", or delete them, and run the same command again
            """,
            refusal.Next);
    }

    [Fact]
    public async Task Down_restores_org_id_and_leaves_policies_accepted_open()
    {
        await using var database = await AfterLossAsync(Organizations, LegacyUsers);
        await database.ExecuteAsync("""
            insert into tools (id, name, organization_id, json_schema, tags, source_type) values ('tool-1', 'send_message', 'org-1', '{}', '[]', 'python')
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, org_id, policies_accepted from users order by id", "user-1|org-1|null", "user-2|org-2|null");
        await AssertRowsAsync(database, "select id, name, user_id from tools", "tool-1|send_message|null");
        Assert.True(await IsNullableAsync(database, "users", "policies_accepted"));
    }

    [Fact]
    public async Task Down_without_users_restores_policies_accepted_as_it_was()
    {
        await using var database = await AfterAsync();

        await DownAsync(database);

        Assert.False(await IsNullableAsync(database, "users", "policies_accepted"));
    }
}

public sealed class SqliteOrganizationsTests(SqliteEngine engine) : OrganizationsSpec(engine);

public sealed class PostgresOrganizationsTests(PostgresEngine engine) : OrganizationsSpec(engine);
