using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ArchiveVectorDatabasesSpec(TestEngine engine) : DataSpec(engine, "068588268b02")
{
    [Fact]
    public async Task Archives_that_exist_are_native()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations,
            "insert into archives (id, name, organization_id, is_deleted) values ('archive-1', 'a', 'org-1', false), ('archive-2', 'b', "
                + "'org-2', true)");

        await AssertRowsAsync(
            database, "select id, cast(vector_db_provider as text) from archives order by id", "archive-1|NATIVE", "archive-2|NATIVE");
        Assert.False(await IsNullableAsync(database, "archives", "vector_db_provider"));
    }
}

public sealed class SqliteArchiveVectorDatabasesTests(SqliteEngine engine) : ArchiveVectorDatabasesSpec(engine);

public sealed class PostgresArchiveVectorDatabasesTests(PostgresEngine engine) : ArchiveVectorDatabasesSpec(engine);
