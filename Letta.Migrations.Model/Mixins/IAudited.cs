namespace Letta.Migrations.Model.Mixins;

/// <summary>Tells when and by whom a row was made and last changed, and whether it counts as deleted.</summary>
public interface IAudited
{
    /// <summary>When it was made.</summary>
    DateTime? CreatedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    DateTime? UpdatedAt { get; set; }

    /// <summary>Whether it counts as deleted.</summary>
    bool IsDeleted { get; set; }

    /// <summary>Who made it.</summary>
    string? CreatedById { get; set; }

    /// <summary>Who last changed it.</summary>
    string? LastUpdatedById { get; set; }

    internal sealed class Convention : MixinConvention<IAudited>
    {
        protected override void Apply(MixinEntity entity)
        {
            entity.Column(nameof(CreatedAt), "created_at", "timestamp with time zone", nullable: true).Default("now()");
            entity.Column(nameof(UpdatedAt), "updated_at", "timestamp with time zone", nullable: true).Default("now()");
            entity.Column(nameof(IsDeleted), "is_deleted", "boolean").Default("false");
            entity.Text(nameof(CreatedById), "_created_by_id", nullable: true);
            entity.Text(nameof(LastUpdatedById), "_last_updated_by_id", nullable: true);
        }
    }
}
