using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ArchiveConfigsSpec(TestEngine engine) : DataSpec(engine, "f6cd5a1e519d")
{
    private const string Default
        = """{"embedding_endpoint_type":"openai","embedding_endpoint":"https://embeddings.letta.com/","embedding_model":"letta-free","embedding_dim":1536,"embedding_chunk_size":300,"handle":null,"batch_size":32,"azure_endpoint":null,"azure_version":null,"azure_deployment":null}""";

    private const string Archives = """
        insert into archives (id, name, organization_id, vector_db_provider, is_deleted) values
            ('archive-1', 'a', 'org-1', 'NATIVE', false), ('archive-2', 'b', 'org-1', 'NATIVE', true), ('archive-3', 'c', 'org-2', 'NATIVE', false),
            ('archive-4', 'd', 'org-2', 'NATIVE', false)
        """;

    private const string Passages = """
        insert into archival_passages (id, archive_id, text, metadata_, organization_id, embedding_config, is_deleted) values
            ('passage-1', 'archive-1', 't', '{}', 'org-1', '{"deleted": 1}', true),
            ('passage-2', 'archive-1', 't', '{}', 'org-1', 'null', false),
            ('passage-3', 'archive-1', 't', '{}', 'org-1', ' { } ', false),
            ('passage-4', 'archive-1', 't', '{}', 'org-1', '{"b":  "ü\u0000", "a": 1.0}', false),
            ('passage-5', 'archive-1', 't', '{}', 'org-1', '{"later": 1}', false),
            ('passage-6', 'archive-2', 't', '{}', 'org-1', '{"of": "a deleted archive"}', false),
            ('passage-7', 'archive-3', 't', '{}', 'org-2', '{"deleted": 1}', true),
            ('passage-8', 'archive-4', 't', '{}', 'org-2', 'null', false)
        """;

    [Fact]
    public async Task Archive_has_the_embedding_config_of_its_first_live_passage_that_has_one()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Archives, Passages);

        await AssertRowsAsync(
            database,
            "select id, cast(embedding_config as text) from archives order by id",
            """archive-1|{"b":  "ü\u0000", "a": 1.0}""",
            """archive-2|{"of": "a deleted archive"}""",
            $"archive-3|{Default}",
            $"archive-4|{Default}");
        Assert.False(await IsNullableAsync(database, "archives", "embedding_config"));
    }

    [Fact]
    public async Task Down_keeps_the_archives()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Archives, Passages);

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, name from archives order by id", "archive-1|a", "archive-2|b", "archive-3|c", "archive-4|d");
    }
}

public sealed class SqliteArchiveConfigsTests(SqliteEngine engine) : ArchiveConfigsSpec(engine);

public sealed class PostgresArchiveConfigsTests(PostgresEngine engine) : ArchiveConfigsSpec(engine);
