namespace Letta.Migrations.Tests.Fixtures;

/// <summary>A new file in a new folder for every test.</summary>
public sealed class SqliteEngine : TestEngine
{
    public override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}
