using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model.Mixins;

/// <summary>A column that a mixin gives to an entity.</summary>
internal sealed class MixinColumn(IConventionEntityTypeBuilder entity, IConventionPropertyBuilder property)
{
    /// <summary>What the column holds where nothing is said, as SQL.</summary>
    public void Default(string sql)
    {
        if (property.Metadata.FindAnnotation(ModelAnnotations.NoDefault) is null)
            property.HasDefaultValueSql(sql);
    }

    /// <summary>The column holds the key of a row elsewhere.</summary>
    public void References<TParent>(DeleteBehavior onDelete = DeleteBehavior.NoAction)
    {
        if (entity.Metadata.FindForeignKeys(property.Metadata).Any())
            return; // The entity has said it itself.
        var parent = entity.Metadata.Model.FindEntityType(typeof(TParent))
            ?? throw new InvalidOperationException(
                $"The model has no \"{typeof(TParent).Name}\" for \"{entity.Metadata.DisplayName()}\" to refer to; add it.");
        entity.HasRelationship(parent, [property.Metadata])?.OnDelete(onDelete);
    }
}
