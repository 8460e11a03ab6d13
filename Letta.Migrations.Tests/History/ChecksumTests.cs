using Letta.Migrations.Running;
using Letta.Migrations.Running.Checksums;

namespace Letta.Migrations.Tests.History;

/// <summary>
/// <c>checksums.txt</c> has a line for each revision: version, then the checksum of its way up and of its downgrade on Postgres; on SQLite,
/// where it is another one, behind a slash.
/// </summary>
public sealed class ChecksumTests
{
    private static readonly IReadOnlyList<string> Pinned
        = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "History", "checksums.txt"));

    [Fact]
    public void Released_revisions_do_what_they_did_when_they_were_released()
    {
        var actual = LettaMigrations.Revisions.All.ToDictionary(r => $"{r.Version}", Line);

        var changed = Pinned.Where(line => actual.GetValueOrDefault(line.Split(' ')[0]) != line).ToList();

        Assert.True(
            changed.Count == 0,
            string.Join(
                '\n',
                changed.Select(line => $"Revision {line.Split(' ')[0]} "
                    + $"had   {line}\n{"now has",36}   {actual.GetValueOrDefault(line.Split(' ')[0], "no class")}"))
            + "\nA released revision was edited, or the canonical text is no longer the same. Databases in the field would report every "
            + "one of these as "
            + "edited and refuse to be upgraded. Put it back, and write a new revision for the change.");
    }

    [Fact]
    public void Every_revision_is_pinned()
    {
        var known = Pinned.Select(line => line.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);

        var missing = LettaMigrations.Revisions.All.Where(r => !known.Contains($"{r.Version}")).Select(Line).ToList();

        Assert.True(missing.Count == 0, $"Add to History/checksums.txt, when what they do is final:\n{string.Join('\n', missing)}");
    }

    private static string Line(RevisionInfo revision)
        => $"{revision.Version} up {Compute(revision, PlanKind.Up)} down {Compute(revision, PlanKind.Down)}";

    private static string Compute(RevisionInfo revision, PlanKind direction)
    {
        var postgres = RevisionChecksums.Compute(revision, direction, OfflineSchema.Postgres);
        var sqlite = RevisionChecksums.Compute(revision, direction, OfflineSchema.Sqlite);
        return postgres == sqlite ? $"{postgres}" : $"{postgres}/{sqlite}";
    }
}
