using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ReturnLimitSpec(TestEngine engine) : DataSpec(engine, "a91994b9752f")
{
    [Fact]
    public async Task Every_tool_returns_at_most_50000_characters_and_a_new_one_what_it_is_reported()
    {
        await using var database = await AfterAsync(Organizations, """
            insert into tools (id, name, organization_id, json_schema, tags, source_type, is_deleted) values
                ('tool-1', 'a', 'org-1', '{}', '[]', 'python', false), ('tool-2', 'b', 'org-1', '{}', '[]', 'python', true)
            """);
        await database.ExecuteAsync(
            "insert into tools (id, name, organization_id, json_schema, tags, source_type) values ('tool-3', 'c', 'org-1', '{}', '[]', "
                + "'python')");

        await AssertRowsAsync(
            database, "select id, return_char_limit from tools order by id", "tool-1|50000", "tool-2|50000", "tool-3|null");
    }
}

public sealed class SqliteReturnLimitTests(SqliteEngine engine) : ReturnLimitSpec(engine);

public sealed class PostgresReturnLimitTests(PostgresEngine engine) : ReturnLimitSpec(engine);
