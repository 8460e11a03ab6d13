using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Creates a view.</summary>
/// <param name="name">The view.</param>
/// <param name="query">The SELECT that it stands for.</param>
public sealed class CreateViewExpression(string name, string query) : RevisionExpression
{
    /// <summary>The view.</summary>
    public string Name { get; } = name;

    /// <summary>The SELECT that it stands for.</summary>
    public string Query { get; } = query;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("create view").With("name", Name).With("query", Query);

    internal override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "view", Name)];

    internal override void ApplyTo(SchemaState state) => state.Set(new View(Name, Query));

    /// <summary>What it shows cannot be asked before it is there.</summary>
    internal override void NoteDataChanges(IDataChanges changes) => changes.Changed(Name);
}

/// <summary>Drops a view.</summary>
/// <param name="name">The view.</param>
public sealed class DropViewExpression(string name) : RevisionExpression
{
    /// <summary>The view.</summary>
    public string Name { get; } = name;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines) => lines.Line("drop view").With("name", Name);

    internal override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Dropped, "view", Name)];

    internal override void ApplyTo(SchemaState state) => state.Views.RemoveAll(v => v.Name == Name);

    internal override void NoteDataChanges(IDataChanges changes) => changes.Changed(Name);
}
