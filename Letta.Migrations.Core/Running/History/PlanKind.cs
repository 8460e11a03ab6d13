namespace Letta.Migrations.Running;

/// <summary>Which way a run goes.</summary>
internal enum PlanKind
{
    Up,
    Down,
    Stamp,
    Adopt,
}
