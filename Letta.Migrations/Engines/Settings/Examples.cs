namespace Letta.Migrations.Engines.Settings;

/// <summary>How right values look; shown by the errors.</summary>
internal static class Examples
{
    public const string Uri = "postgresql://letta:p%40ss@localhost:5432/letta";

    public const string Connection = $"{Uri}   or   sqlite:////data/letta.db";
}
