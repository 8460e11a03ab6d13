using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Model.Mixins;

/// <summary>Belongs to an agent, and goes with it.</summary>
public interface IHasAgent
{
    /// <summary>The agent.</summary>
    string AgentId { get; set; }

    internal sealed class Convention : MixinConvention<IHasAgent>
    {
        protected override void Apply(MixinEntity entity)
            => entity.Text(nameof(AgentId), "agent_id").References<Agent>(DeleteBehavior.Cascade);
    }
}
