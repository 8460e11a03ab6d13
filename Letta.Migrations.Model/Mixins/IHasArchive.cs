using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Model.Mixins;

/// <summary>Belongs to an archive, and goes with it.</summary>
public interface IHasArchive
{
    /// <summary>The archive.</summary>
    string ArchiveId { get; set; }

    internal sealed class Convention : MixinConvention<IHasArchive>
    {
        protected override void Apply(MixinEntity entity)
            => entity.Text(nameof(ArchiveId), "archive_id").References<Archive>(DeleteBehavior.Cascade);
    }
}
