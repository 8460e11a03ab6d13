namespace Letta.Migrations.Model.Mixins;

/// <summary>May be made from a template. Templates are kept elsewhere, so nothing is referred to.</summary>
public interface ITemplate
{
    /// <summary>The template that all its versions have in common.</summary>
    string? BaseTemplateId { get; set; }

    /// <summary>The version of the template.</summary>
    string? TemplateId { get; set; }

    /// <summary>What the template was deployed as.</summary>
    string? DeploymentId { get; set; }

    internal sealed class Convention : MixinConvention<ITemplate>
    {
        protected override void Apply(MixinEntity entity)
        {
            entity.Text(nameof(BaseTemplateId), "base_template_id", nullable: true);
            entity.Text(nameof(TemplateId), "template_id", nullable: true);
            entity.Text(nameof(DeploymentId), "deployment_id", nullable: true);
        }
    }
}
