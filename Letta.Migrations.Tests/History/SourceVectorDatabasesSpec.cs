using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class SourceVectorDatabasesSpec(TestEngine engine) : DataSpec(engine, "b888f21b151f")
{
    private const string Sources = """
        insert into sources (id, name, organization_id, embedding_config, is_deleted) values
            ('source-1', 's', 'org-1', '{}', false), ('source-2', 's', 'org-2', '{}', true)
        """;

    private const string Archives = """
        insert into archives (id, name, organization_id, vector_db_provider) values ('archive-1', 'a', 'org-1', 'NATIVE'), ('archive-2', 'b', 'org-1', 'TPUF')
        """;

    private const string ProvidersOfArchives = "select id, cast(vector_db_provider as text) from archives order by id";

    [Fact]
    public async Task Sources_that_exist_are_native_and_archives_stay_as_they_are()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Sources, Archives);

        await AssertRowsAsync(
            database, "select id, cast(vector_db_provider as text) from sources order by id", "source-1|NATIVE", "source-2|NATIVE");
        await AssertRowsAsync(database, ProvidersOfArchives, "archive-1|NATIVE", "archive-2|TPUF");
        Assert.False(await IsNullableAsync(database, "sources", "vector_db_provider"));
    }

    [Fact]
    public async Task Down_makes_archives_in_Pinecone_native()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Sources, Archives);
        await database.ExecuteAsync(
            "insert into archives (id, name, organization_id, vector_db_provider) values ('archive-3', 'c', 'org-1', 'PINECONE')");
        await database.ExecuteAsync("update sources set vector_db_provider = 'PINECONE'");

        await DownAsync(database);

        await AssertRowsAsync(database, ProvidersOfArchives, "archive-1|NATIVE", "archive-2|TPUF", "archive-3|NATIVE");
        await AssertRowsAsync(database, "select id, name from sources order by id", "source-1|s", "source-2|s");
    }
}

public sealed class SqliteSourceVectorDatabasesTests(SqliteEngine engine) : SourceVectorDatabasesSpec(engine);

public sealed class PostgresSourceVectorDatabasesTests(PostgresEngine engine) : SourceVectorDatabasesSpec(engine);
