using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ToolModulesSpec(TestEngine engine) : DataSpec(engine, "22a6e413d89c")
{
    private const string Tools = """
        insert into tools (id, name, organization_id, json_schema, tags, source_type, tool_type, module) values
            ('tool-1', 'send_message', 'org-1', '{}', '[]', 'python', 'letta_core', 'base'),
            ('tool-2', 'mine', 'org-1', '{}', '[]', 'python', 'custom', null)
        """;

    [Fact]
    public async Task Modules_of_the_servers_own_tools_are_no_loss()
    {
        await using var database = await AfterAsync(Organizations, Tools);

        await AssertRowsAsync(database, "select id from tools order by id", "tool-1", "tool-2");
    }

    [Fact]
    public async Task Module_of_another_tool_is_lost_only_where_that_is_accepted()
    {
        await using var database = await BeforeAsync(Organizations, Tools, "update tools set module = 'm' where id = 'tool-2'");

        await AssertLosesAsync(
            database,
            "tools",
            "Revision 22a6e413d89c would lose the modules of tools that users made, 1 row of \"tools\" (tool-2): "
                + "the source of a tool is complete by itself since then; the server writes its own tools again when it starts.",
            "the modules of tools that users made, 1 row of \"tools\"");
    }
}

public sealed class SqliteToolModulesTests(SqliteEngine engine) : ToolModulesSpec(engine);

public sealed class PostgresToolModulesTests(PostgresEngine engine) : ToolModulesSpec(engine);
