using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Model.Mixins;

/// <summary>May come from a file, and goes with it.</summary>
public interface IHasFile
{
    /// <summary>The file.</summary>
    string? FileId { get; set; }

    internal sealed class Convention : MixinConvention<IHasFile>
    {
        protected override void Apply(MixinEntity entity)
            => entity.Text(nameof(FileId), "file_id", nullable: true).References<FileMetadata>(DeleteBehavior.Cascade);
    }
}
