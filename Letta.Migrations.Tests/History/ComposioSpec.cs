using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ComposioSpec(TestEngine engine) : DataSpec(engine, "f895232c144a")
{
    [Theory]
    [InlineData("""["composio"]""", "external_composio")]
    [InlineData("""["a", "composio", "b"]""", "external_composio")]
    [InlineData("""  [ 1, null, {"a": 2}, "com\u0070osio" ]""", "external_composio")]
    [InlineData("""["composio", "\ud83d\ude42", "ü"]""", "external_composio")]
    [InlineData("""["composio", "half \ud83d"]""", "external_composio")]
    [InlineData("""["composio", "escaped \\u0000"]""", "external_composio")]
    [InlineData("""["composio", "nul \u0000"]""", "custom")]
    [InlineData("""["nul \u0000"]""", "custom")]
    [InlineData("""["Composio", "composio ", "xcomposio"]""", "custom")]
    [InlineData("""[["composio"], {"composio": "composio"}, "\"composio\""]""", "custom")]
    [InlineData("\"composio\"", "custom")]
    [InlineData("""{"composio": "composio", "tags": ["composio"]}""", "custom")]
    [InlineData("[]", "custom")]
    [InlineData("null", "custom")]
    public async Task Tool_is_external_if_its_tags_are_an_array_with_that_element(string tags, string type)
    {
        await using var database = await AfterAsync(Organizations, Tool("tool-1", "a", tags), Tool("tool-2", "b", """["composio"]"""));

        await AssertRowsAsync(database, "select id, tool_type from tools order by id", $"tool-1|{type}", "tool-2|external_composio");
    }

    [Fact]
    public async Task Down_gives_a_tool_the_type_that_its_name_tells()
    {
        await using var database = await AfterAsync(
            Organizations,
            Tool("tool-1", "x", """["composio"]"""),
            Tool("tool-2", "send_message", """["composio"]"""),
            Tool("tool-3", "y", "[]"));
        await database.ExecuteAsync("update tools set tool_type = 'external_composio' where id = 'tool-3'");

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, tool_type from tools order by id", "tool-1|custom", "tool-2|letta_core", "tool-3|external_composio");
    }

    protected static string Tool(string id, string name, string tags)
        => $$"""
           insert into tools (id, name, organization_id, json_schema, tags, source_type, tool_type)
           values ('{{id}}', '{{name}}', 'org-1', '{}', '{{tags}}', 'python', 'custom')
           """;
}

public sealed class SqliteComposioTests(SqliteEngine engine) : ComposioSpec(engine)
{
    [Fact]
    public async Task Tags_that_are_no_json_stop_nothing()
    {
        await using var database
            = await AfterAsync(Organizations, Tool("tool-1", "a", """["composio" """), Tool("tool-2", "b", """["composio"]"""));

        await AssertRowsAsync(database, "select id, tool_type from tools order by id", "tool-1|custom", "tool-2|external_composio");
    }
}

public sealed class PostgresComposioTests(PostgresEngine engine) : ComposioSpec(engine);
