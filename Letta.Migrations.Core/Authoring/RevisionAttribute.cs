using System.Runtime.CompilerServices;
using FluentMigrator;

namespace Letta.Migrations.Authoring;

/// <summary>
/// Marks a class as one revision of the history: its version, its id in another tool if it has one, and its name.
/// It is a <see cref="MigrationAttribute"/>, so FluentMigrator's stock tools see the same migrations.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RevisionAttribute : MigrationAttribute
{
    /// <summary>A revision of this history alone.</summary>
    /// <param name="version">The version, <c>yyyyMMddHHmmss</c>; strictly increasing along the history.</param>
    /// <param name="name">What the revision does, in a few words; shown by every command.</param>
    /// <param name="transaction">
    /// <see cref="TransactionBehavior.None"/> for a revision of tables that are in use. On Postgres it is committed step by step, each with
    /// a marker, and resumed after the last one if it is killed: indexes are built and dropped concurrently, and foreign keys, checks and
    /// NOT NULL are validated while others write. On SQLite, and on an empty database, it is one transaction like any other.
    /// </param>
    /// <param name="file">Where it is written; the compiler knows.</param>
    /// <param name="line">The line there; the compiler knows.</param>
    public RevisionAttribute(
        long version,
        string name,
        TransactionBehavior transaction = TransactionBehavior.Default,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        : this(version, null, name, transaction, file, line)
    {
    }

    /// <summary>A revision that reproduces one of another tool, whose record is kept in step.</summary>
    /// <param name="version">The version, <c>yyyyMMddHHmmss</c>; strictly increasing along the history.</param>
    /// <param name="foreignId">The id of that revision in the other tool.</param>
    /// <param name="name">What the revision does, in a few words; shown by every command.</param>
    /// <param name="transaction">
    /// <see cref="TransactionBehavior.None"/> for a revision that is committed step by step, while its tables are in use.
    /// </param>
    /// <param name="file">Where it is written; the compiler knows.</param>
    /// <param name="line">The line there; the compiler knows.</param>
    public RevisionAttribute(
        long version,
        string? foreignId,
        string name,
        TransactionBehavior transaction = TransactionBehavior.Default,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        : base(version, transaction, name)
    {
        ForeignId = foreignId;
        Name = name;
        File = file;
        Line = line;
    }

    /// <summary>The id of the revision of another tool that this one reproduces, or null.</summary>
    public string? ForeignId { get; }

    /// <summary>What the revision does, in a few words.</summary>
    public string Name { get; }

    /// <summary>
    /// The source file, as the compiler was given it; of a deterministic build, the path within the repository below <c>/_/</c>.
    /// </summary>
    public string File { get; }

    /// <summary>The line in it, from 1.</summary>
    public int Line { get; }
}
