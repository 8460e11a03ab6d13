namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>How a generated column is computed.</summary>
/// <param name="Expression">From the other columns of its row.</param>
/// <param name="Stored">Whether its values are kept with the row.</param>
internal sealed record Generated(string Expression, bool Stored)
{
    public string Text => $"GENERATED ALWAYS AS ({Expression}) {(Stored ? "STORED" : "VIRTUAL")}";
}
