using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>The top of the tree: all other entities belong to one.</summary>
public sealed class Organization : AuditedEntity
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public bool PrivilegedTools { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Organization>
    {
        public void Configure(EntityTypeBuilder<Organization> entity)
        {
            entity.ToTable("organizations");
            entity.Property(e => e.CreatedAt).HasNoDefault();
        }
    }
}
