using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Letta.Migrations.Model.Conventions;

/// <summary>The types of columns where they are not those that the provider would choose.</summary>
internal sealed class TypeConvention : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
        {
            if (property.ClrType == typeof(string))
                property.Builder.HasColumnType(
                    property.GetMaxLength() is { } length ? $"character varying({length})" : "character varying");
            else if (property.ClrType == typeof(JsonNode) || property.ClrType == typeof(IList<string>))
                property.Builder.HasColumnType("json");
        }
    }
}
