using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>A revision that is carried out step by step, and is not done yet: a run is at it, or was stopped in it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Revision">The revision; null if this build does not know it.</param>
/// <param name="Down">True while it is taken back.</param>
/// <param name="Done">How many of its steps are committed.</param>
/// <param name="Total">How many it has.</param>
public sealed record InProgressRevision(long Version, RevisionInfo? Revision, bool Down, int Done, int Total)
{
    /// <summary>The shortest name a user would type.</summary>
    public string Id => Revision?.Id ?? Version.ToString();

    /// <summary>The arguments of the command line that go on with it.</summary>
    public string Arguments => Down ? "downgrade -1" : "upgrade +1";

    /// <summary>How far it is, e.g. <c>3 of its 8 steps</c>.</summary>
    internal string Steps => $"{Done} of its {Total} {(Total == 1 ? "step" : "steps")}";

    internal static InProgressRevision? From(StepCheckpoint? marker, RevisionSet revisions)
        => marker is null
            ? null
            : new InProgressRevision(marker.Version, revisions.Find(marker.Version), marker.Direction == "down", marker.Done, marker.Total);
}
