using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Letta.Migrations.Design.Orm.Conventions;

/// <summary>Every moment is in UTC, those too that a column keeps without saying so.</summary>
internal sealed class PostgresStorage : IModelFinalizingConvention
{
    /// <summary>Npgsql refuses to write a UTC moment into such a column, and says of none that it reads there where it is.</summary>
    private static readonly ValueConverter<DateTime, DateTime> Utc
        = new(value => DateTime.SpecifyKind(value, DateTimeKind.Unspecified), value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
        {
            if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(DateTime)
                && property.GetColumnType() is "timestamp without time zone")
                property.Builder.HasConversion(Utc);
        }
    }
}
