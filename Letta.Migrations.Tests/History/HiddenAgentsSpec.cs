using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class HiddenAgentsSpec(TestEngine engine) : DataSpec(engine, "15b577c62f3f")
{
    [Theory]
    [InlineData("'templates-1'", "hidden")]
    [InlineData("'templates-'", "hidden")]
    [InlineData("'templates'", "unsaid")]
    [InlineData("'Templates-1'", "unsaid")]
    [InlineData("'TEMPLATES-1'", "unsaid")]
    [InlineData("'my-templates-1'", "unsaid")]
    [InlineData("' templates-1'", "unsaid")]
    [InlineData("'templätes-1'", "unsaid")]
    [InlineData("''", "unsaid")]
    [InlineData("null", "unsaid")]
    public async Task Agents_of_templates_are_hidden(string project, string hidden)
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations,
            $"""
            insert into agents (id, organization_id, message_buffer_autoclear, project_id, is_deleted) values
                ('agent-1', 'org-1', false, {project}, false), ('agent-2', 'org-2', false, {project}, true)
            """);

        await AssertRowsAsync(
            database,
            "select id, case when hidden then 'hidden' when not hidden then 'shown' else 'unsaid' end from agents order by id",
            $"agent-1|{hidden}", $"agent-2|{hidden}");
    }
}

public sealed class SqliteHiddenAgentsTests(SqliteEngine engine) : HiddenAgentsSpec(engine);

public sealed class PostgresHiddenAgentsTests(PostgresEngine engine) : HiddenAgentsSpec(engine);
