namespace Letta.Migrations.Model.Mixins;

/// <summary>What nearly every entity has: the columns of <see cref="IAudited"/>.</summary>
public abstract class AuditedEntity : IAudited
{
    public DateTime? CreatedAt { get; set; }

    public DateTime? UpdatedAt { get; set; }

    public bool IsDeleted { get; set; }

    public string? CreatedById { get; set; }

    public string? LastUpdatedById { get; set; }
}
