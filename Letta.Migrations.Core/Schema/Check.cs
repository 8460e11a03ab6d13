namespace Letta.Migrations.Schema;

/// <summary>A condition that every row meets.</summary>
/// <param name="Name">The constraint.</param>
/// <param name="Condition">The condition, as the engine writes it.</param>
internal sealed record Check(string Name, string Condition) : Constraint(Name)
{
    public override string Kind => "check";

    public override string Text => Condition;
}
