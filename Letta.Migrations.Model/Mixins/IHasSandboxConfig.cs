namespace Letta.Migrations.Model.Mixins;

/// <summary>Belongs to the configuration of a sandbox.</summary>
public interface IHasSandboxConfig
{
    /// <summary>The configuration.</summary>
    string SandboxConfigId { get; set; }

    internal sealed class Convention : MixinConvention<IHasSandboxConfig>
    {
        protected override void Apply(MixinEntity entity)
            => entity.Text(nameof(SandboxConfigId), "sandbox_config_id").References<SandboxConfig>();
    }
}
