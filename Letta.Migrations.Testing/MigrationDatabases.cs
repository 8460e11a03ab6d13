namespace Letta.Migrations.Testing;

/// <summary>
/// Hands each test an empty database of its own: <see cref="SqliteDatabases"/>, <see cref="PostgresDatabases"/>, or a class of a team with
/// a server of its own.
/// </summary>
public abstract class MigrationDatabases
{
    /// <summary>Creates an empty database. The test is skipped, and says why, where there is no server to make one on.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<MigrationDatabase> CreateAsync(CancellationToken cancellationToken = default);
}
