using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Creates a sequence, or changes one, which goes on from where it is.</summary>
/// <param name="isNew">True to create it.</param>
/// <param name="name">The sequence.</param>
/// <param name="type">The type of its values.</param>
/// <param name="start">Its first value.</param>
/// <param name="increment">The step from one value to the next.</param>
public sealed class SequenceExpression(bool isNew, string name, string type, long start, long increment) : RevisionExpression
{
    /// <summary>True to create it.</summary>
    public bool IsNew { get; } = isNew;

    /// <summary>The sequence.</summary>
    public string Name { get; } = name;

    /// <summary>The type of its values.</summary>
    public string Type { get; } = type;

    /// <summary>Its first value.</summary>
    public long Start { get; } = start;

    /// <summary>The step from one value to the next.</summary>
    public long Increment { get; } = increment;

    /// <summary>Its least value; null for the usual one of its type.</summary>
    public long? Least { get; init; }

    /// <summary>Its largest value; null for the usual one of its type.</summary>
    public long? Largest { get; init; }

    /// <summary>Whether it begins again at its end.</summary>
    public bool Cycles { get; init; }

    /// <summary>The column it goes with, as <c>table.column</c>; null if it stands alone.</summary>
    public string? OwnedBy { get; init; }

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line(IsNew ? "create sequence" : "change sequence").With("name", Name).With("type", Type)
            .With("start", Start).With("increment", Increment).With("least", Least).With("largest", Largest)
            .With("cycles", Cycles).With("owned by", OwnedBy);

    internal override IEnumerable<SchemaChange> Describe()
        => [IsNew ? new(SchemaChange.Added, "sequence", Name) : new("", "sequence", Name, After: "→ another")];

    internal override void ApplyTo(SchemaState state)
        => state.Set(new Sequence(Name, Type, Start, Increment, OwnedBy) { Least = Least, Largest = Largest, Cycles = Cycles });

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
