using Letta.Migrations.Schema;

namespace Letta.Migrations.Product;

/// <summary>FluentMigrator's own record of the applied versions; a history of its own runner may call it otherwise.</summary>
/// <param name="Name">The table.</param>
/// <param name="Version">The column with the version.</param>
/// <param name="AppliedOn">The column with the time.</param>
/// <param name="Description">The column with the name of the revision.</param>
/// <param name="Index">The unique index over the versions.</param>
internal sealed record VersionTable(string Name, string Version, string AppliedOn, string Description, string Index)
{
    /// <summary>As FluentMigrator calls it where nobody says otherwise.</summary>
    public static VersionTable Default { get; } = new("VersionInfo", "Version", "AppliedOn", "Description", "UC_Version");

    /// <summary>The same names as SQL writes them.</summary>
    public VersionTable Quoted => new(
        SqlIdentifier.Quote(Name),
        SqlIdentifier.Quote(Version),
        SqlIdentifier.Quote(AppliedOn),
        SqlIdentifier.Quote(Description),
        SqlIdentifier.Quote(Index));
}
