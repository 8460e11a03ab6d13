using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Steps;

/// <summary>What is to be known of one kind of FluentMigrator's expressions.</summary>
internal abstract class StockStep : IStep
{
    /// <inheritdoc />
    public abstract void WriteCanonicalText(CanonicalLines lines);

    /// <inheritdoc />
    public abstract IEnumerable<SchemaChange> Describe();

    /// <inheritdoc />
    public abstract void ApplyTo(SchemaState state);

    /// <inheritdoc />
    public abstract void NoteDataChanges(IDataChanges changes);

    /// <inheritdoc />
    public virtual bool WritesRows => false;
}

/// <summary>A step that changes what there is, but no row of it.</summary>
internal abstract class StockSchemaStep : StockStep
{
    /// <inheritdoc />
    public sealed override void NoteDataChanges(IDataChanges changes)
    {
    }
}

/// <summary>A step that is about rows, and leaves what there is as it is, as far as is known.</summary>
internal abstract class StockRowStep : StockStep
{
    /// <inheritdoc />
    public sealed override IEnumerable<SchemaChange> Describe() => [];

    /// <inheritdoc />
    public sealed override void ApplyTo(SchemaState state)
    {
    }

    /// <inheritdoc />
    public sealed override bool WritesRows => true;
}
