namespace Letta.Migrations.Schema;

/// <summary>A unique constraint.</summary>
/// <param name="Name">The constraint.</param>
/// <param name="Columns">Its columns, in their order.</param>
/// <param name="NullsNotDistinct">Whether one NULL equals another.</param>
internal sealed record UniqueConstraint(string Name, IReadOnlyList<string> Columns, bool NullsNotDistinct = false) : Constraint(Name)
{
    public override string Kind => "unique constraint";

    public override string Text => $"{List(Columns)}{(NullsNotDistinct ? " nulls not distinct" : "")}";
}
