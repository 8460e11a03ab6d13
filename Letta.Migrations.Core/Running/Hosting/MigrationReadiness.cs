namespace Letta.Migrations.Running;

/// <summary>Whether the start-up service has verified that the database is at its target.</summary>
internal sealed class MigrationReadiness
{
    private volatile string? _at;
    private volatile string? _refused;

    /// <summary>The revision that it was verified to be at; null as long as it was not.</summary>
    public string? At => _at;

    /// <summary>Why it could not be brought there, in one sentence; null as long as nothing went wrong.</summary>
    public string? Refused => _refused;

    public void Failed(string what) => _refused = what;

    public void Verified(MigrationResult result) => _at = result.To?.Id ?? "base";
}
