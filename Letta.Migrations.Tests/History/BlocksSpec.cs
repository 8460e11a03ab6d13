using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class BlocksSpec(TestEngine engine) : DataSpec(engine, "f7507eab4bb9")
{
    [Fact]
    public async Task Blocks_belong_to_the_organization_of_their_user_and_null_is_no_template()
    {
        await using var database = await AfterAsync(Organizations, Users, """
            insert into block (id, user_id, label, value, "limit", template) values
                ('block-1', 'user-1', 'human', 'a', 2000, true), ('block-2', 'user-3', 'human', 'b', 2147483647, false), ('block-3', 'user-3', 'human', 'c', 0, null)
            """);

        await AssertRowsAsync(
            database,
            """select id, organization_id, value, "limit", case when is_template then 'template' else 'own' end from block order by id""",
            "block-1|org-1|a|2000|template", "block-2|org-2|b|2147483647|own", "block-3|org-2|c|0|own");
    }

    [Theory]
    [InlineData("null, 'human', 'x', 1", """1 row of "block" must not have NULL in "user_id": block-1.""")]
    [InlineData("'user-9', 'human', 'x', 1", """1 row of "block" must refer to an existing row of "users" by "user_id": block-1.""")]
    [InlineData("'user-1', 'human', 'x', null", """1 row of "block" must not have NULL in "limit": block-1.""")]
    [InlineData("'user-1', 'human', 'x', 2147483648", """1 row of "block" must not have a "limit" beyond 2147483647: block-1.""")]
    [InlineData("'user-1', 'human', 'x', -2147483649", """1 row of "block" must not have a "limit" beyond 2147483647: block-1.""")]
    public async Task Block_that_cannot_be_moved_is_refused(string values, string what)
    {
        await using var database = await BeforeAsync(
            Organizations, Users, $"""insert into block (id, user_id, label, value, "limit") values ('block-1', {values})""");

        await AssertRefusedAsync(database, "block", what);
    }

    [Fact]
    public async Task Down_restores_template_limit_and_the_user_that_a_block_names()
    {
        await using var database = await AfterAsync(Organizations, Users);
        await database.ExecuteAsync("""
            insert into block (id, organization_id, label, value, "limit", is_template, _created_by_id) values
                ('block-1', 'org-1', 'human', 'a', 5000, true, 'user-1'), ('block-2', 'org-1', 'human', 'b', 7, false, null)
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database,
            """select id, user_id, "limit", case when template then 'template' else 'own' end from block order by id""",
            "block-1|user-1|5000|template", "block-2|null|7|own");
        await database.ExecuteAsync("""update block set "limit" = 5000000000 where id = 'block-1'""");
    }
}

public sealed class SqliteBlocksTests(SqliteEngine engine) : BlocksSpec(engine);

public sealed class PostgresBlocksTests(PostgresEngine engine) : BlocksSpec(engine);
