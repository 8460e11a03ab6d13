namespace Letta.Migrations.Authoring;

/// <summary>
/// A backfill of an earlier revision that must be done before this revision begins. The runner sees to it; the step itself does nothing.
/// </summary>
/// <param name="backfill">Its name.</param>
public sealed class RequiresExpression(string backfill) : DeclarationExpression
{
    /// <summary>Its name.</summary>
    public string Backfill { get; } = backfill;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor)
    {
    }

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("require").With("backfill", Backfill);

    internal override void NoteDataChanges(IDataChanges changes) => changes.Backfilled(Backfill);
}
