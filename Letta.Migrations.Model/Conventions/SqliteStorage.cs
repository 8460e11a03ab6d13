using Letta.Migrations.Model.Storage;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Letta.Migrations.Model.Conventions;

/// <summary>What SQLite has no type for is kept there as Letta keeps it: moments and enums as text.</summary>
internal sealed class SqliteStorage : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
        {
            if (Converter(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is { } converter)
                property.Builder.HasConversion(converter);
        }
    }

    private static ValueConverter? Converter(Type type)
        => type == typeof(DateTime) ? new MomentConverter()
            : type.IsEnum ? (ValueConverter)Activator.CreateInstance(typeof(LabelConverter<>).MakeGenericType(type))!
            : null;
}
