namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>That a column takes no NULL.</summary>
/// <param name="Name">The constraint, where it has a name.</param>
/// <param name="OnConflict">What its ON CONFLICT clause says.</param>
internal sealed record NotNull(string? Name = null, string? OnConflict = null)
{
    public string Text
        => (Name is null ? "" : $"CONSTRAINT {SqlName.Quote(Name)} ")
            + "NOT NULL"
            + (OnConflict is null ? "" : $" ON CONFLICT {OnConflict}");
}
