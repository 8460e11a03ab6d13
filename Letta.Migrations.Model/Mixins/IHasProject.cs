namespace Letta.Migrations.Model.Mixins;

/// <summary>May belong to a project. Projects are kept elsewhere, so nothing is referred to.</summary>
public interface IHasProject
{
    /// <summary>The project.</summary>
    string? ProjectId { get; set; }

    internal sealed class Convention : MixinConvention<IHasProject>
    {
        protected override void Apply(MixinEntity entity) => entity.Text(nameof(ProjectId), "project_id", nullable: true);
    }
}
