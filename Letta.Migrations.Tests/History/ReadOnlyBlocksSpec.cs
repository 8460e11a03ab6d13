using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ReadOnlyBlocksSpec(TestEngine engine) : DataSpec(engine, "220856bbf43b")
{
    [Fact]
    public async Task Blocks_that_exist_are_not_read_only()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, """
            insert into block (id, label, value, "limit", is_template, organization_id, is_deleted) values
                ('block-1', 'human', 'h', 5000, false, 'org-1', false), ('block-2', 'persona', 'p', 5000, true, 'org-2', true)
            """);

        await AssertRowsAsync(
            database,
            "select id, value, case when read_only then 'read only' else 'own' end from block order by id",
            "block-1|h|own",
            "block-2|p|own");
        Assert.False(await IsNullableAsync(database, "block", "read_only"));
    }
}

public sealed class SqliteReadOnlyBlocksTests(SqliteEngine engine) : ReadOnlyBlocksSpec(engine);

public sealed class PostgresReadOnlyBlocksTests(PostgresEngine engine) : ReadOnlyBlocksSpec(engine);
