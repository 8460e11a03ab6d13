using Letta.Migrations.Running.Checksums;
using Microsoft.CodeAnalysis;

namespace Letta.Migrations.Generator;

/// <summary>What <c>history.lock</c> says of the revisions. A value, so that nothing is written again that did not change.</summary>
internal sealed record LockedHistory(string Text)
{
    /// <summary>The name of the file, beside the project file.</summary>
    public const string FileName = "history.lock";

    private static readonly DiagnosticDescriptor OlderThanLocked = new(
        "LM0003",
        "A revision is older than one that is locked",
        "Revision {0} is older than {1}, which is locked: databases may have that one already. Move it to the end: revision --renumber {0}.",
        "Revisions",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor Gone = new(
        "LM0004",
        "A revision that is locked is gone",
        "history.lock has revision {0}, which no class has any more; databases may have it. Bring it back.",
        "Revisions",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    private readonly Dictionary<long, string> _checksums = LockLines.Read(Text);

    /// <summary>What the file has for a revision; null if it is not in it.</summary>
    public string? Checksums(long version) => _checksums.TryGetValue(version, out var checksums) ? checksums : null;

    /// <summary>A warning at each revision that came in before the newest one of the file, and one for each that went.</summary>
    public IEnumerable<Diagnostic> Find(IReadOnlyCollection<RevisionEntry> entries)
    {
        var newest = _checksums.Keys.DefaultIfEmpty(0).Max();
        return entries.Where(e => e.Version < newest && !_checksums.ContainsKey(e.Version))
            .Select(e => Diagnostic.Create(OlderThanLocked, e.Place.Location, e.Version, newest))
            .Concat(
                _checksums.Keys.Except(entries.Select(e => e.Version)).Select(v => Diagnostic.Create(Gone, Location.None, v)));
    }

    /// <inheritdoc />
    public bool Equals(LockedHistory? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
}
