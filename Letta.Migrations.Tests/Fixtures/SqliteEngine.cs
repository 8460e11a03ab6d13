namespace Letta.Migrations.Tests.Fixtures;

/// <summary>A new file in a new folder for every test.</summary>
public sealed class SqliteEngine : TestEngine, IAsyncDisposable
{
    public override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());

    public async ValueTask DisposeAsync() => await RemoveMadeAsync();

    protected override Task<TestDatabase> CopyAsync(TestDatabase original)
    {
        var copy = new SqliteTestDatabase();
        Directory.CreateDirectory(Path.GetDirectoryName(copy.Path)!);
        File.Copy(((SqliteTestDatabase)original).Path, copy.Path);
        return Task.FromResult<TestDatabase>(copy);
    }
}
