namespace Letta.Migrations.Backfills;

/// <summary>A column of the key along which a table is walked.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type, as the engine spells it without a length.</param>
/// <param name="Collation">The collation of the index, where it is another than the column's own (SQLite); else null.</param>
/// <param name="Operators">The schema of the operators that the index compares with (Postgres); else null.</param>
internal sealed record WalkedColumn(string Name, string Type, string? Collation, string? Operators);
