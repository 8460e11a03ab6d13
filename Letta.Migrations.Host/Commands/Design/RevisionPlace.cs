namespace Letta.Migrations.Host.Commands.Design;

/// <summary>Where a revision goes.</summary>
/// <param name="Library">The directory of the library.</param>
/// <param name="Version">Its version.</param>
/// <param name="Name">What it does.</param>
internal sealed record RevisionPlace(string Library, long Version, string Name);
