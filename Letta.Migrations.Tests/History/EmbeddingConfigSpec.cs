using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class EmbeddingConfigSpec(TestEngine engine) : DataSpec(engine, "297e8217e952")
{
    private const string Archives = """
        insert into archives (id, name, organization_id, vector_db_provider, embedding_config) values
            ('archive-1', 'a', 'org-1', 'NATIVE', '{"of": "archive-1"}'), ('archive-2', 'b', 'org-1', 'NATIVE', null)
        """;

    private const string Passages = """
        insert into archival_passages (id, archive_id, text, metadata_, organization_id, embedding_config, is_deleted) values
            ('passage-1', 'archive-1', 't', '{}', 'org-1', null, false), ('passage-2', 'archive-2', 't', '{}', 'org-1', '{"deleted": 1}', true),
            ('passage-3', 'archive-2', 't', '{}', 'org-1', '{"of":  "passage-3"}', false), ('passage-4', 'archive-2', 't', '{}', 'org-1', 'null', false)
        """;

    private const string Sources = """
        insert into sources (id, name, organization_id, vector_db_provider, embedding_config) values ('source-1', 's', 'org-1', 'NATIVE', '{"of": "source-1"}')
        """;

    private const string SourcePassages = """
        insert into source_passages (id, source_id, file_name, text, metadata_, organization_id, embedding_config) values
            ('passage-5', 'source-1', 'f', 't', '{}', 'org-1', null), ('passage-6', 'source-1', 'f', 't', '{}', 'org-1', '{"of": "passage-6"}')
        """;

    [Fact]
    public async Task Down_gives_each_the_config_that_its_archive_passage_or_source_tells()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations);
        foreach (var rows in (string[])[Archives, Passages, Sources, SourcePassages])
            await database.ExecuteAsync(rows);

        await DownAsync(database);

        await AssertRowsAsync(
            database,
            "select id, cast(embedding_config as text) from archives order by id",
            """archive-1|{"of": "archive-1"}""", """archive-2|{"of":  "passage-3"}""");
        await AssertRowsAsync(
            database,
            "select id, cast(embedding_config as text) from archival_passages union all select id, cast(embedding_config as text) from "
                + "source_passages order by 1",
            """passage-1|{"of": "archive-1"}""", """passage-2|{"deleted": 1}""", """passage-3|{"of":  "passage-3"}""", "passage-4|null",
            """passage-5|{"of": "source-1"}""", """passage-6|{"of": "passage-6"}""");
        await AssertNullableAsync(database, archives: false, archivalPassages: false, sourcePassages: false);
    }

    [Fact]
    public async Task Down_leaves_the_column_nullable_where_nothing_tells()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations);
        await database.ExecuteAsync(Archives);
        await database.ExecuteAsync("""
            insert into archival_passages (id, archive_id, text, metadata_, organization_id, embedding_config) values
                ('passage-1', 'archive-2', 't', '{}', 'org-1', null)
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database,
            "select cast(embedding_config as text) from archival_passages union all select cast(embedding_config as text) from archives "
                + "where id = 'archive-2'",
            "null",
            "null");
        await AssertNullableAsync(database, archives: true, archivalPassages: true, sourcePassages: false);
    }

    private static async Task AssertNullableAsync(TestDatabase database, bool archives, bool archivalPassages, bool sourcePassages)
    {
        Assert.Equal(archives, await IsNullableAsync(database, "archives", "embedding_config"));
        Assert.Equal(archivalPassages, await IsNullableAsync(database, "archival_passages", "embedding_config"));
        Assert.Equal(sourcePassages, await IsNullableAsync(database, "source_passages", "embedding_config"));
    }
}

public sealed class SqliteEmbeddingConfigTests(SqliteEngine engine) : EmbeddingConfigSpec(engine);

public sealed class PostgresEmbeddingConfigTests(PostgresEngine engine) : EmbeddingConfigSpec(engine);
