using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteResetTests(SqliteEngine engine) : ResetSpec(engine)
{
    private readonly SqliteEngine _engine = engine;

    [Fact]
    public async Task File_that_is_no_database_is_left_as_it_is()
    {
        await using var database = (SqliteTestDatabase)await _engine.CreateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(database.Path)!);
        var text = new string('x', 5000);
        await File.WriteAllTextAsync(database.Path, text, TestContext.Current.CancellationToken);

        var letta = await CommandRun.RunAsync(database, "good", "reset", "--yes");

        Assert.Equal(7, letta.Exit);
        Assert.Equal(text, await File.ReadAllTextAsync(database.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Process_that_has_the_file_open_finds_head_in_it()
    {
        await using var database = await _engine.CreateAsync();
        await database.ExecuteAsync("pragma journal_mode = wal; create table somebodys (id integer)");
        await using var other = await database.OpenAsync();
        await using var look = other.CreateCommand();
        look.CommandText = "select group_concat(name) from sqlite_master where name in ('somebodys', 'apples')";
        Assert.Equal("somebodys", await look.ExecuteScalarAsync(TestContext.Current.CancellationToken));

        await CommandRun.RunAsync(database, "good", "reset", "--yes");

        Assert.Equal("apples", await look.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    protected override string Address(TestDatabase database) => $"sqlite:///{((SqliteTestDatabase)database).Path}";

    protected override Task<IReadOnlyList<string>> ObjectsAsync(TestDatabase database)
        => database.RowsAsync("select name from sqlite_master order by 1");

    protected override Task DriftAsync(TestDatabase database)
        => database.ExecuteAsync(
            "create trigger on_apples after insert on apples begin select 1; end; create index one_more on pears (id)");
}
