namespace Letta.Migrations.Schema;

/// <summary>A constraint of a kind that the history has no words for, such as EXCLUDE: seen, so that it is not overlooked.</summary>
/// <param name="Name">The constraint.</param>
/// <param name="Definition">As the engine writes it.</param>
internal sealed record OtherConstraint(string Name, string Definition) : Constraint(Name)
{
    public override string Kind => "constraint";

    public override string Text => Definition;
}
