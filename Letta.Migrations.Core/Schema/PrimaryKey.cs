namespace Letta.Migrations.Schema;

/// <summary>A primary key.</summary>
/// <param name="Name">The constraint.</param>
/// <param name="Columns">Its columns, in their order.</param>
internal sealed record PrimaryKey(string Name, IReadOnlyList<string> Columns) : Constraint(Name)
{
    public override string Kind => "primary key";

    public override string Text => List(Columns);
}
