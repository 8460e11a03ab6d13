namespace Letta.Migrations.Schema;

/// <summary>A foreign key.</summary>
/// <param name="Name">The constraint.</param>
/// <param name="Columns">The columns of its own table.</param>
/// <param name="Parent">The table they refer to.</param>
/// <param name="ParentColumns">The columns they refer to.</param>
internal sealed record ForeignKey(
    string Name, IReadOnlyList<string> Columns, string Parent, IReadOnlyList<string> ParentColumns) : Constraint(Name)
{
    public override string Kind => "foreign key";

    /// <summary>What happens when a row of the parent is deleted, e.g. <c>cascade</c>; null for nothing.</summary>
    public string? OnDelete { get; init; }

    /// <summary>What happens when the key of a row of the parent changes, e.g. <c>cascade</c>; null for nothing.</summary>
    public string? OnUpdate { get; init; }

    /// <summary>When it is checked, e.g. <c>deferrable initially deferred</c>; null for at once.</summary>
    public string? Deferral { get; init; }

    /// <summary>Whether all rows are known to meet it.</summary>
    public bool Valid { get; init; } = true;

    public override string Text
        => $"{List(Columns)} to {Parent} {List(ParentColumns)}"
            + (OnUpdate is null ? "" : $" on update {OnUpdate}")
            + (OnDelete is null ? "" : $" on delete {OnDelete}")
            + (Deferral is null ? "" : $" {Deferral}")
            + (Valid ? "" : " not valid");
}
