using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class NamesOfPassagesSpec(TestEngine engine) : DataSpec(engine, "c96263433aef")
{
    private static readonly string[] Rows =
    [
        FileRows.Organizations,
        FileRows.Sources,
        FileRows.Files(", processing_status", ", 'completed'"),
        """
        insert into source_passages (id, text, embedding_config, metadata_, organization_id, file_id, source_id, is_deleted) values
            ('passage-1', 'a', '{}', '{"n": 1}', 'org-1', 'file-1', 'source-1', false), ('passage-2', 'b', '{}', '{}', 'org-1', 'file-1', 'source-1', true),
            ('passage-3', 'c', '{}', '{}', 'org-2', 'file-3', 'source-2', false)
        """,
    ];

    [Fact]
    public async Task Passages_have_the_name_of_their_file()
    {
        await using var database = await AfterAsync(Rows);

        await AssertRowsAsync(
            database, "select id, text, file_name from source_passages order by id",
            "passage-1|a|notes.txt", "passage-2|b|notes.txt", "passage-3|c|資料 'v2'.pdf");
        Assert.False(await IsNullableAsync(database, "source_passages", "file_name"));
    }

    [Theory]
    [InlineData("update source_passages set file_id = null where id = 'passage-2'", "passage-2")]
    [InlineData("update files set file_name = null where id = 'file-3'", "passage-3")]
    public async Task Passage_without_a_file_or_of_a_file_without_a_name_is_refused(string sql, string passage)
    {
        await using var database = await BeforeAsync([.. Rows, sql]);

        await AssertRefusedAsync(
            database, "source_passages", $"""1 row of "source_passages" must belong to a file that has a "file_name": {passage}.""");
    }

    [Fact]
    public async Task Down_and_up_again_keeps_every_passage_and_its_name()
    {
        await using var database = await AfterAsync(Rows);

        await DownAsync(database);
        await UpAsync(database);

        await AssertRowsAsync(
            database, "select id, file_name from source_passages order by id",
            "passage-1|notes.txt", "passage-2|notes.txt", "passage-3|資料 'v2'.pdf");
    }
}

public sealed class SqliteNamesOfPassagesTests(SqliteEngine engine) : NamesOfPassagesSpec(engine);

public sealed class PostgresNamesOfPassagesTests(PostgresEngine engine) : NamesOfPassagesSpec(engine);
