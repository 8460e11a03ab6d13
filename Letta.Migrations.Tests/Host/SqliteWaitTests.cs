using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteWaitTests(SqliteEngine engine) : WaitSpec(engine)
{
    [Fact]
    public async Task Missing_file_is_not_created()
    {
        await using var database = new SqliteTestDatabase();

        var letta = await CommandRun.RunAsync(database, "good", "wait", "--timeout", "0");

        Assert.Equal(5, letta.Exit);
        Assert.Empty(Directory.EnumerateFileSystemEntries(database.Home));
    }
}
