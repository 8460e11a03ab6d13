using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>
/// All that is to be known of a step but how an engine carries it out. A <see cref="RevisionExpression"/> says it of itself; an expression
/// of FluentMigrator has a class that says it for it.
/// </summary>
internal interface IStep
{
    /// <summary>
    /// Writes what it does as text that is the same as long as it does the same: revisions have their checksum from it. Words for people
    /// are no part of it.
    /// </summary>
    void WriteCanonicalText(CanonicalLines lines);

    /// <summary>What it does to the schema, for a reader; nothing for one that is about rows alone.</summary>
    IEnumerable<SchemaChange> Describe();

    /// <summary>Does to a schema in memory what it does to a database, in Postgres' terms.</summary>
    void ApplyTo(SchemaState state);

    /// <summary>Notes what it may change of what a query can see.</summary>
    void NoteDataChanges(IDataChanges changes);

    /// <summary>Whether it writes to rows.</summary>
    bool WritesRows { get; }
}
