namespace Letta.Migrations.Running;

/// <summary>Which way a run goes.</summary>
internal enum Direction
{
    Up,
    Down,
    Stamp,
    Adopt,
}
