namespace Letta.Migrations.Host.Output;

/// <summary>A revision that was written.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Name">What it does.</param>
/// <param name="File">Where it is.</param>
/// <param name="Hints">What its reader should know.</param>
internal sealed record WrittenReport(long Version, string Name, string File, IReadOnlyList<string> Hints);
