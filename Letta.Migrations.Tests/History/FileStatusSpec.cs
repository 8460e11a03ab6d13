using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class FileStatusSpec(TestEngine engine) : DataSpec(engine, "9792f94e961d")
{
    private const string Contents = """
        insert into file_contents (id, file_id, text, is_deleted) values
            ('content-1', 'file-1', 'one', false), ('content-2', 'file-2', 'two', true)
        """;

    private static readonly string[] Rows = [RowsOf2025.Organizations, FileRows.Sources, FileRows.Files(), Contents];

    [Fact]
    public async Task Files_that_exist_are_completed()
    {
        await using var database = await AfterAsync(Rows);

        await AssertRowsAsync(
            database, "select id, processing_status, error_message from files order by id",
            "file-1|completed|null", "file-2|completed|null", "file-3|completed|null", "file-4|completed|null");
        await AssertRowsAsync(database, "select id, text from file_contents order by id", "content-1|one", "content-2|two");
        Assert.False(await IsNullableAsync(database, "files", "processing_status"));
    }

    [Fact]
    public async Task File_with_two_contents_is_refused_even_if_one_is_deleted()
    {
        await using var database = await BeforeAsync(
            [
                .. Rows,
                "insert into file_contents (id, file_id, text) values ('content-0', 'file-2', 'other'), ('content-3', 'file-3', 'x')"
            ]);

        await AssertRefusedAsync(
            database, "file_contents", """2 rows of "file_contents" must not have the "file_id" of another: content-0, content-2.""");
    }

    [Fact]
    public async Task Down_and_up_again_keeps_files_and_contents_and_takes_all_for_completed()
    {
        await using var database = await AfterAsync(Rows);
        await database.ExecuteAsync("update files set processing_status = 'error', error_message = 'no text' where id = 'file-1'");

        await DownAsync(database);
        await UpAsync(database);

        await AssertRowsAsync(
            database, "select id, file_name, processing_status from files where id < 'file-3' order by id",
            "file-1|notes.txt|completed", "file-2|notes.txt|completed");
        await AssertRowsAsync(database, "select id, text from file_contents order by id", "content-1|one", "content-2|two");
    }
}

public sealed class SqliteFileStatusTests(SqliteEngine engine) : FileStatusSpec(engine);

public sealed class PostgresFileStatusTests(PostgresEngine engine) : FileStatusSpec(engine);
