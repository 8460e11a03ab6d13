using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model.Mixins;

/// <summary>An entity that a mixin is applied to.</summary>
internal sealed class MixinEntity(IConventionEntityTypeBuilder entity)
{
    /// <summary>A column of text.</summary>
    public MixinColumn Text(
        string property, string column, bool nullable = false) => Column(property, column, "character varying", nullable);

    /// <summary>A column of any type.</summary>
    public MixinColumn Column(string property, string column, string type, bool nullable = false)
    {
        var builder = entity.Metadata.FindProperty(property)?.Builder
            ?? throw new InvalidOperationException(
                $"\"{entity.Metadata.DisplayName()}\" does not map the property \"{property}\" of its mixin; map it.");
        builder.HasColumnName(column);
        builder.HasColumnType(type);
        builder.IsRequired(!nullable);
        return new MixinColumn(entity, builder);
    }
}
