namespace Letta.Migrations.Authoring;

/// <summary>Finds the rows that refer to no existing row.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column that refers.</param>
/// <param name="Parent">The table whose <c>id</c> it refers to.</param>
internal sealed record OrphanQuery(string Table, string Column, string Parent)
{
    /// <param name="equal">How values are compared.</param>
    public string Sql(string equal = "=")
        => $"select t.id from {Table} t left join {Parent} p on p.id {equal} t.{Column} where t.{Column} is not null and p.id is null "
            + $"order by t.id";
}
