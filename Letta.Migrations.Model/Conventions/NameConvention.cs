using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Letta.Migrations.Model.Conventions;

/// <summary>Names tables and columns in snake case, and keys as Postgres does where a statement gives them no name.</summary>
internal sealed class NameConvention : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            foreach (var property in entity.GetDeclaredProperties().Where(p => p.GetColumnNameConfigurationSource() is null))
                property.Builder.HasColumnName(Column(property.Name));
            if (entity.GetTableName() is not { } given)
                continue;
            if (entity.BaseType is null
                && !entity.IsOwned()
                && entity.GetTableNameConfigurationSource() is null or ConfigurationSource.Convention)
                entity.Builder.ToTable(SnakeCase.Convert(given));
            var table = entity.GetTableName()!;
            foreach (var key in entity.GetDeclaredKeys())
                key.Builder.HasName(key.IsPrimaryKey() ? $"{table}_pkey" : $"{table}_{Columns(key.Properties)}_key");
            foreach (var key in entity.GetDeclaredForeignKeys())
                key.Builder.HasConstraintName($"{table}_{Columns(key.Properties)}_fkey");
            foreach (var index in entity.GetDeclaredIndexes().Where(i => i.Name is null))
                index.Builder.HasDatabaseName($"ix_{table}_{Columns(index.Properties)}");
        }
    }

    /// <summary>SQLAlchemy keeps the name <c>metadata</c> for itself, so Letta's columns of that name end in an underscore.</summary>
    private static string Column(string property) => property is "Metadata" ? "metadata_" : SnakeCase.Convert(property);

    private static string Columns(IEnumerable<IReadOnlyProperty> properties) => string.Join('_', properties.Select(p => p.GetColumnName()));
}
