using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ToolTypesSpec(TestEngine engine) : DataSpec(engine, "e20573fe9b86")
{
    [Theory]
    [InlineData("send_message", "letta_core")]
    [InlineData("conversation_search", "letta_core")]
    [InlineData("archival_memory_insert", "letta_core")]
    [InlineData("archival_memory_search", "letta_core")]
    [InlineData("core_memory_append", "letta_memory_core")]
    [InlineData("core_memory_replace", "letta_memory_core")]
    [InlineData("memory", "letta_memory_core")]
    [InlineData("memory_apply_patch", "letta_memory_core")]
    [InlineData("Send_Message", "custom")]
    [InlineData("send_message ", "custom")]
    [InlineData("send-message", "custom")]
    [InlineData("memory_insert", "custom")]
    [InlineData("", "custom")]
    public async Task Tool_has_the_type_that_its_exact_name_tells(string name, string type)
    {
        await using var database = await AfterAsync(Organizations, Tool("tool-1", name), "update tools set is_deleted = true");

        await AssertRowsAsync(database, "select name, tool_type from tools", $"{name}|{type}");
        Assert.False(await IsNullableAsync(database, "tools", "tool_type"));
    }

    [Fact]
    public async Task Tools_of_one_name_have_the_type_in_every_organization()
    {
        await using var database
            = await AfterAsync(Organizations, Tool("tool-1", "memory"), Tool("tool-2", "memory", "org-2"), Tool("tool-3", "x", "org-2"));

        await AssertRowsAsync(
            database,
            "select id, tool_type from tools order by id",
            "tool-1|letta_memory_core",
            "tool-2|letta_memory_core",
            "tool-3|custom");
    }

    [Theory]
    [InlineData("'{}'", false)]
    [InlineData("'null'", false)]
    [InlineData("null", true)]
    public async Task Down_takes_tools_without_a_schema_and_up_again_too(string schema, bool nullable)
    {
        await using var database = await AfterAsync(Organizations, Tool("tool-1", "x"));
        await database.ExecuteAsync($"update tools set json_schema = {schema}");

        await DownAsync(database);

        Assert.Equal(nullable, await IsNullableAsync(database, "tools", "json_schema"));
        await AssertRowsAsync(database, "select id from tools", "tool-1");
        await UpAsync(database);
        Assert.True(await IsNullableAsync(database, "tools", "json_schema"));
    }

    private static string Tool(string id, string name, string organization = "org-1")
        => $$"""
           insert into tools (id, name, organization_id, json_schema, tags, source_type) values ('{{id}}', '{{name}}', '{{organization}}', '{}', '[]', 'python')
           """;
}

public sealed class SqliteToolTypesTests(SqliteEngine engine) : ToolTypesSpec(engine);

public sealed class PostgresToolTypesTests(PostgresEngine engine) : ToolTypesSpec(engine);
