namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>A column of an index.</summary>
/// <param name="Name">The column.</param>
/// <param name="Descending">Whether its largest value comes first.</param>
internal sealed record IndexColumn(string Name, bool Descending);
