using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Model.Mixins;

/// <summary>Belongs to a source, and goes with it.</summary>
public interface IHasSource
{
    /// <summary>The source.</summary>
    string SourceId { get; set; }

    internal sealed class Convention : MixinConvention<IHasSource>
    {
        protected override void Apply(MixinEntity entity)
            => entity.Text(nameof(SourceId), "source_id").References<Source>(DeleteBehavior.Cascade);
    }
}
