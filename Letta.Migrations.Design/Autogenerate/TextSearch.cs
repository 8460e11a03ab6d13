using Microsoft.EntityFrameworkCore.Metadata;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>The expressions behind what Npgsql's provider offers for full text search.</summary>
internal static class TextSearch
{
    /// <summary>The words of some columns, one after the other.</summary>
    /// <param name="table">The table.</param>
    /// <param name="entity">The entity whose properties they are.</param>
    /// <param name="configuration">The language, e.g. <c>english</c>.</param>
    /// <param name="properties">The properties.</param>
    public static string Vector(ITable table, IEntityType entity, string configuration, IEnumerable<string> properties)
    {
        var texts = properties.Select(name => table.FindColumn(entity.GetProperty(name))!)
            .Select(column => column.IsNullable ? $"COALESCE({Quoted(column)}, '')" : Quoted(column));
        return $"to_tsvector('{configuration}', {string.Join(" || ' ' || ", texts)})";
    }

    private static string Quoted(IColumn column) => Identifier.Quoted(column.Name);
}
