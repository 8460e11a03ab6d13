using Letta.Migrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>
/// Letta's model where it follows Letta's own ORM to the letter, and not the history: the five objects that <c>alembic check</c> reports.
/// Primary keys are as in the history, for Alembic does not compare them; but the name of that of <c>blocks_tags</c> is one of the five.
/// </summary>
internal sealed class OrmLiteralContext(DbContextOptions options) : LettaDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        var tags = modelBuilder.Entity<BlocksTags>();
        tags.HasKey(e => new { e.BlockId, e.Tag }).HasName("blocks_tags_pkey");
        tags.HasIndex(e => new { e.BlockId, e.Tag }, "unique_block_tag").IsConstraint();
        tags.HasIndex(e => new { e.BlockId, e.Tag }, "ix_blocks_tags_block_id_tag");
        tags.HasIndex(e => new { e.Tag, e.BlockId }, "ix_blocks_tags_tag_block_id");

        var traces = modelBuilder.Entity<ProviderTraceMetadata>();
        traces.Metadata.RemoveIndex(traces.Metadata.FindIndex("ix_provider_trace_metadata_id")!);
        traces.HasIndex(e => e.Id, "uq_provider_trace_metadata_id").IsConstraint();
    }
}
