using Letta.Migrations.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Letta.Migrations.Model.Conventions;

/// <summary>
/// Every moment is in UTC, those too that a column keeps without saying so; and an enum is a type, unless the model converts it.
/// </summary>
/// <param name="enums">The enums that Npgsql knows.</param>
internal sealed class PostgresStorage(IReadOnlyList<Type> enums) : IModelFinalizingConvention
{
    /// <summary>Npgsql refuses to write a UTC moment into such a column, and says of none that it reads there where it is.</summary>
    private static readonly ValueConverter<DateTime, DateTime> Utc
        = new(value => DateTime.SpecifyKind(value, DateTimeKind.Unspecified), value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        var used = new HashSet<Type>();
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type == typeof(DateTime) && property.GetColumnType() is "timestamp without time zone")
                property.Builder.HasConversion(Utc);
            if (type.IsEnum && !IsConverted(property))
                used.Add(Known(property, type));
        }

        foreach (var type in enums.Where(e => !used.Contains(e)))
            modelBuilder.Metadata.RemoveAnnotation($"Npgsql:Enum:{EnumTypes.Name(type)}"); // Npgsql makes a type of each that it knows.
    }

    private static bool IsConverted(IConventionProperty property)
        => property.GetValueConverter() is not null
            || property.GetProviderClrType() is not null
            || property.GetColumnTypeConfigurationSource() is not null;

    /// <summary>An enum that is not registered with Npgsql would become an integer, and nobody would notice.</summary>
    private Type Known(IConventionProperty property, Type type)
        => enums.Contains(type)
            ? type
            : throw new ConfigurationException(
                $"\"{property.DeclaringType.ClrType.Name}.{property.Name}\" is of the enum {type.Name}, which is no type of Postgres: "
                    + $"nothing leads to it from a DbSet of the context.",
                $"Give the context a DbSet<{property.DeclaringType.ClrType.Name}>.");
}
