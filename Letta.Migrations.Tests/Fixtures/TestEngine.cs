namespace Letta.Migrations.Tests.Fixtures;

/// <summary>Hands every test a database of its own, on one of the two engines.</summary>
public abstract class TestEngine
{
    /// <summary>Creates an empty database; on Postgres the test is skipped, with the reason, where no container engine answers.</summary>
    public abstract Task<TestDatabase> CreateAsync();
}
