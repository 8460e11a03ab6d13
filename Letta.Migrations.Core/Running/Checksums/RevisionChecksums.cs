using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;

namespace Letta.Migrations.Running.Checksums;

/// <summary>
/// The checksums of what the ways up of revisions do on one engine. The downgrade is no part of it: a database has been through the way up
/// alone, and a mistake in a downgrade could never be fixed otherwise.
/// </summary>
/// <param name="engine">The engine: a revision may be spelled for each, and a database has seen one of the two.</param>
internal sealed class RevisionChecksums(OfflineSchema engine)
{
    /// <summary>
    /// How the text is written; raised when it has to be written in another way, so that older checksums are unknown and not different.
    /// </summary>
    private const string Scheme = "1:";

    /// <summary>64 bits: this is against mistakes, not against forgery.</summary>
    private const int Digits = 16;

    private readonly Dictionary<long, string> _made = [];

    public RevisionChecksums(DatabaseTarget target)
        : this(OfflineSchema.For(target))
    {
    }

    /// <returns>Null for what may do something else each time: migrations of FluentMigrator's own runner look at the database.</returns>
    /// <exception cref="Errors.ConfigurationException">The revision has a step of an unknown kind.</exception>
    public string? Compute(RevisionInfo revision)
    {
        if (revision.Stock is not null)
            return null;
        if (!_made.TryGetValue(revision.Version, out var checksum))
            _made[revision.Version] = checksum = Compute(revision, PlanKind.Up, engine);
        return checksum;
    }

    /// <summary>Whether a recorded checksum says that the revision did something else then; an unknown one says nothing.</summary>
    public bool Differs(RevisionInfo revision, string? recorded)
        => recorded is not null
            && recorded.StartsWith(Scheme, StringComparison.Ordinal)
            && Compute(revision) is { } computed
            && computed != recorded;

    /// <summary>The checksum of what a revision does in one direction.</summary>
    internal static string Compute(RevisionInfo revision, PlanKind kind, OfflineSchema engine)
    {
        var text = WithFormerNames(CanonicalText.Write(RevisionSteps.WrittenDown(revision, kind, engine)), revision.Type.Assembly);
        return Scheme + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }

    private static string WithFormerNames(string text, Assembly assembly)
        => assembly.GetCustomAttributes<ChecksumAliasAttribute>()
            .Aggregate(text, (t, alias) => t.Replace(alias.Name, alias.Former, StringComparison.Ordinal));
}
