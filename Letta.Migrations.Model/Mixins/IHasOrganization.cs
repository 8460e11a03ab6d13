namespace Letta.Migrations.Model.Mixins;

/// <summary>Belongs to an organization.</summary>
public interface IHasOrganization
{
    /// <summary>The organization.</summary>
    string OrganizationId { get; set; }

    internal sealed class Convention : MixinConvention<IHasOrganization>
    {
        protected override void Apply(MixinEntity entity)
            => entity.Text(nameof(OrganizationId), "organization_id").References<Organization>();
    }
}
