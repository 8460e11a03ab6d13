namespace Letta.Migrations.Cli.Output;

/// <summary>A revision that was written; with nothing but hints if there was none to write.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Name">What it does.</param>
/// <param name="File">Where it is.</param>
/// <param name="Hints">What its reader should know.</param>
internal sealed record WrittenReport(long? Version, string? Name, string? File, IReadOnlyList<string> Hints)
{
    /// <summary>What its author does next.</summary>
    public string Next { get; init; } = "";

    /// <summary>There was nothing to write.</summary>
    public static WrittenReport Nothing(IReadOnlyList<string> hints) => new(null, null, null, hints);
}
