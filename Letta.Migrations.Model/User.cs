using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A user of an organization.</summary>
public sealed class User : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> entity)
        {
            entity.ToTable("users");
            entity.Property(e => e.CreatedAt).HasNoDefault();
        }
    }
}
