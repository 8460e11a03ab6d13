using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250417160452, "7b189006c97d", "rename the batch of a batch item")]
public sealed class RenameTheBatchOfABatchItem : Revision
{
    public override void Up()
    {
        Rename.Column("batch_id").OnTable("llm_batch_items").To("llm_batch_id");
        Delete.Index("ix_llm_batch_items_batch_id").OnTable("llm_batch_items");
        Delete.ForeignKey("llm_batch_items_batch_id_fkey").OnTable("llm_batch_items");
        ForeignKey("llm_batch_items_llm_batch_id_fkey", "llm_batch_items", "llm_batch_id", "llm_batch_job").OnDelete(Rule.Cascade);
        Create.Index("ix_llm_batch_items_llm_batch_id").OnTable("llm_batch_items")
            .OnColumn("llm_batch_id").Ascending();
    }

    public override void Down()
    {
        Rename.Column("llm_batch_id").OnTable("llm_batch_items").To("batch_id");
        Delete.Index("ix_llm_batch_items_llm_batch_id").OnTable("llm_batch_items");
        Delete.ForeignKey("llm_batch_items_llm_batch_id_fkey").OnTable("llm_batch_items");
        ForeignKey("llm_batch_items_batch_id_fkey", "llm_batch_items", "batch_id", "llm_batch_job").OnDelete(Rule.Cascade);
        Create.Index("ix_llm_batch_items_batch_id").OnTable("llm_batch_items").OnColumn("batch_id").Ascending();
    }
}
