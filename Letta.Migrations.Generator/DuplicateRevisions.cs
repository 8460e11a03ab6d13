using Microsoft.CodeAnalysis;

namespace Letta.Migrations.Generator;

/// <summary>Finds revisions that share a version or a foreign id: which of them comes first, nobody could say.</summary>
internal static class DuplicateRevisions
{
    private static readonly DiagnosticDescriptor SameVersion = new(
        "LM0001",
        "Two revisions have the same version",
        "The version {0} belongs to two revisions: \"{1}\" and \"{2}\" ({3}). Give one of them another.",
        "Revisions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor SameForeignId = new(
        "LM0002",
        "Two revisions have the same foreign id",
        "The foreign id \"{0}\" belongs to two revisions: \"{1}\" and \"{2}\" ({3}). Give one of them another.",
        "Revisions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>An error at each of them, which names the other.</summary>
    public static IEnumerable<Diagnostic> Find(IReadOnlyCollection<RevisionEntry> entries)
        => Shared(entries, e => e.Version.ToString(), SameVersion)
            .Concat(Shared(entries.Where(e => e.ForeignId is not null), e => e.ForeignId!, SameForeignId));

    private static IEnumerable<Diagnostic> Shared(
        IEnumerable<RevisionEntry> entries, Func<RevisionEntry, string> key, DiagnosticDescriptor rule)
        => from same in entries.GroupBy(key, StringComparer.Ordinal)
           where same.Skip(1).Any()
           from one in same
           let other = same.First(e => !ReferenceEquals(e, one))
           select Diagnostic.Create(
               rule,
               one.Place.Location,
               new[] { other.Place.Location },
               same.Key,
               one.Type,
               other.Type,
               $"{Path.GetFileName(other.Place.File)}, line {other.Place.Lines.Start.Line + 1}");
}
