using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>A step that changes nothing by itself: it says what rows must meet, what is lost, or what must have been done.</summary>
public abstract class DeclarationExpression : RevisionExpression
{
    private protected DeclarationExpression()
    {
    }

    internal sealed override IEnumerable<SchemaChange> Describe() => [];

    internal sealed override void ApplyTo(SchemaState state)
    {
    }

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
