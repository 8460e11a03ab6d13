using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class FilesSpec(TestEngine engine) : DataSpec(engine, "c85a3d07c028")
{
    private const string Source
        = "insert into sources (id, name, organization_id, embedding_config) values ('source-1', 's', 'org-1', '{}')";

    [Fact]
    public async Task Files_belong_to_the_organization_of_their_user()
    {
        await using var database = await AfterAsync(
            Organizations, Users, Source,
            "insert into files (id, user_id, source_id, file_name) values ('file-1', 'user-1', 'source-1', 'a.txt'), ('file-2', "
                + "'user-3', 'source-1', null)");

        await AssertRowsAsync(
            database,
            "select id, organization_id, source_id, file_name from files order by id",
            "file-1|org-1|source-1|a.txt",
            "file-2|org-2|source-1|null");
    }

    [Fact]
    public async Task Files_without_a_user_are_refused()
    {
        await using var database = await BeforeAsync(
            Organizations, Users, Source, "insert into files (id, user_id, source_id) values ('file-1', 'user-9', 'source-1')");

        await AssertRefusedAsync(database, "files", """1 row of "files" must refer to an existing row of "users" by "user_id": file-1.""");
    }

    [Fact]
    public async Task Files_without_a_source_are_refused()
    {
        await using var database = await BeforeAsync(
            Organizations,
            Users,
            Source,
            "insert into files (id, user_id, source_id) values ('file-1', 'user-1', 'source-1'), ('file-2', 'user-1', 'source-9')");

        await AssertRefusedAsync(
            database, "files", """1 row of "files" must refer to an existing row of "sources" by "source_id": file-2.""");
    }

    [Fact]
    public async Task Down_keeps_every_file_and_restores_the_user_that_it_names()
    {
        await using var database = await AfterAsync(Organizations, Users, Source);
        await database.ExecuteAsync("""
            insert into files (id, organization_id, source_id, _created_by_id) values ('file-1', 'org-1', 'source-1', 'user-1'), ('file-2', 'org-1', 'source-1', null)
            """);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id, user_id from files order by id", "file-1|user-1", "file-2|null");
    }
}

public sealed class SqliteFilesTests(SqliteEngine engine) : FilesSpec(engine);

public sealed class PostgresFilesTests(PostgresEngine engine) : FilesSpec(engine);
