using FluentMigrator;

namespace Letta.Migrations.Running;

/// <summary>One revision of the history, as it is shown and planned.</summary>
/// <param name="Number">Its place in the history, from 1.</param>
/// <param name="Version">Its version, <c>yyyyMMddHHmmss</c>.</param>
/// <param name="AlembicId">The Alembic revision that it reproduces, or null.</param>
/// <param name="Name">What it does, in a few words.</param>
public sealed record RevisionInfo(int Number, long Version, string? AlembicId, string Name)
{
    /// <summary>The shortest name a user would type: the Alembic id, or the version.</summary>
    public string Id => AlembicId ?? Version.ToString();

    internal Type Type { get; init; } = typeof(object);

    internal bool Transactional { get; init; } = true;

    /// <summary>The source file, as the compiler was given it; empty if it was given none.</summary>
    internal string File { get; init; } = "";

    /// <summary>The line in it, from 1.</summary>
    internal int Line { get; init; }

    internal Func<Migration> Create { get; init; } = () => throw new InvalidOperationException();
}
