namespace Letta.Migrations.Running;

/// <summary>Whether the start-up service has verified that the database is at its target.</summary>
internal sealed class MigrationReadiness
{
    private volatile string? _at;

    /// <summary>The revision that it was verified to be at; null as long as it was not.</summary>
    public string? At => _at;

    public void Verified(MigrationResult result) => _at = result.To?.Id ?? "base";
}
