namespace Letta.Migrations.Model.Mixins;

/// <summary>May stand for an entity of a template.</summary>
public interface ITemplateEntity
{
    /// <summary>The entity within the template.</summary>
    string? EntityId { get; set; }

    internal sealed class Convention : MixinConvention<ITemplateEntity>
    {
        protected override void Apply(MixinEntity entity) => entity.Text(nameof(EntityId), "entity_id", nullable: true);
    }
}
