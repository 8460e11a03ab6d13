using FluentMigrator;

namespace Letta.Migrations.Running;

/// <summary>One revision of the history, as it is shown and planned.</summary>
/// <param name="Number">Its place in the history, from 1.</param>
/// <param name="Version">Its version, <c>yyyyMMddHHmmss</c>.</param>
/// <param name="ForeignId">The id of the revision of another tool that it reproduces, or null.</param>
/// <param name="Name">What it does, in a few words.</param>
public sealed record RevisionInfo(int Number, long Version, string? ForeignId, string Name)
{
    /// <summary>The shortest name a user would type: the foreign id, or the version.</summary>
    public string Id => ForeignId ?? Version.ToString();

    /// <summary>Its class.</summary>
    public Type Type { get; init; } = typeof(object);

    /// <summary>Whether it is one transaction; otherwise it is committed step by step on Postgres.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>The source file, as the compiler was given it; empty if it was given none.</summary>
    public string File { get; init; } = "";

    /// <summary>The line in it, from 1.</summary>
    public int Line { get; init; }

    /// <summary>
    /// What <c>history.lock</c> says of it: the checksums of what it does on Postgres and on SQLite, with a space between; null if it is
    /// not in there. The compiler reads the file.
    /// </summary>
    public string? Locked { get; init; }

    /// <summary>What it is described with, if it was written for FluentMigrator's own runner; null for a revision.</summary>
    internal StockServices? Stock { get; init; }

    /// <summary>Makes an instance of its class.</summary>
    public Func<IMigration> Create { get; init; } = () => throw new InvalidOperationException();
}
