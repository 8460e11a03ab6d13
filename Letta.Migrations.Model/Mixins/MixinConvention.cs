using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Letta.Migrations.Model.Mixins;

/// <summary>Gives every entity that implements an interface the columns that go with it. What an entity says itself comes first.</summary>
/// <typeparam name="TMixin">The interface.</typeparam>
internal abstract class MixinConvention<TMixin> : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes().Where(e => typeof(TMixin).IsAssignableFrom(e.ClrType)).ToList())
            Apply(new MixinEntity(entity.Builder));
    }

    /// <summary>Says what the columns are.</summary>
    protected abstract void Apply(MixinEntity entity);
}
