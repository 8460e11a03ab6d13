using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using FluentMigrator;
using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>A history: revisions in the one order in which they are applied.</summary>
public sealed class RevisionSet
{
    private const string Rooted
        = "A trimmed program keeps the revisions of an assembly only if that is rooted: <TrimmerRootAssembly Include=\"…\" />.";

    private RevisionSet(IReadOnlyList<RevisionInfo> all) => (All, HasForeignIds) = (all, all.Any(r => r.ForeignId is not null));

    /// <summary>The revisions, oldest first.</summary>
    public IReadOnlyList<RevisionInfo> All { get; }

    /// <summary>The newest revision; null for an empty history.</summary>
    public RevisionInfo? Head => All.Count == 0 ? null : All[^1];

    /// <summary>
    /// Whether any of them has an id of another tool. Without one, a companion record beside them is somebody else's.
    /// </summary>
    internal bool HasForeignIds { get; }

    /// <summary>
    /// A history from the list that the compiler writes of every class with a <see cref="RevisionAttribute"/>: <c>RevisionList.All()</c>.
    /// </summary>
    /// <param name="revisions">The revisions, oldest first.</param>
    /// <exception cref="ConfigurationException">Two revisions share a version or an id of another tool.</exception>
    public static RevisionSet Create(IReadOnlyList<RevisionInfo> revisions) => Checked(revisions);

    /// <summary>Every class of an assembly that carries a <see cref="RevisionAttribute"/>.</summary>
    /// <exception cref="ConfigurationException">Two revisions share a version or an id of another tool.</exception>
    [RequiresUnreferencedCode(Rooted)]
    public static RevisionSet FromAssembly(Assembly assembly) => From(assembly.GetTypes());

    /// <summary>Those of the given classes that carry a <see cref="RevisionAttribute"/>, in the order of their versions.</summary>
    /// <exception cref="ConfigurationException">Two revisions share a version or an id of another tool.</exception>
    [RequiresUnreferencedCode(Rooted)]
    public static RevisionSet From(IEnumerable<Type> types)
        => Checked(
        [
            .. types
                .Select(type => (type, revision: type.GetCustomAttribute<RevisionAttribute>()))
                .Where(x => x.revision is not null)
                .OrderBy(x => x.revision!.Version)
                .Select((x, i) => new RevisionInfo(i + 1, x.revision!.Version, x.revision.ForeignId, x.revision.Name)
                {
                    Type = x.type,
                    Transactional = x.revision.TransactionBehavior == TransactionBehavior.Default,
                    File = x.revision.File,
                    Line = x.revision.Line,
                    Create = () => (Migration)Activator.CreateInstance(x.type)!,
                }),
        ]);

    private static RevisionSet Checked(IReadOnlyList<RevisionInfo> found)
    {
        Distinct(found, r => r.Version.ToString(), "version");
        Distinct(found.Where(r => r.ForeignId is not null), r => r.ForeignId!, "foreign id");
        return new RevisionSet(found);
    }

    internal RevisionInfo? Find(long version) => All.FirstOrDefault(r => r.Version == version);

    internal RevisionInfo? FindForeign(string id) => All.FirstOrDefault(r => string.Equals(r.ForeignId, id, StringComparison.Ordinal));

    private static void Distinct(IEnumerable<RevisionInfo> revisions, Func<RevisionInfo, string> key, string what)
    {
        var twice = revisions.GroupBy(key).FirstOrDefault(g => g.Skip(1).Any());
        if (twice is not null)
        {
            throw new ConfigurationException(
                $"The {what} \"{twice.Key}\" belongs to two revisions: {string.Join(" and ", twice.Select(r => $"\"{r.Type.Name}\""))}.",
                "Give one of them another.");
        }
    }
}
