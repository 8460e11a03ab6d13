using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// Letta dropped the column and added another, which no existing row could fill; here it is what its name says, a rename.
/// </summary>
[Revision(20250417160452, "7b189006c97d", "rename the batch of a batch item")]
public sealed class RenameTheBatchOfABatchItem : Revision
{
    public override void Up()
    {
        Delete.ForeignKey("llm_batch_items_batch_id_fkey").OnTable("llm_batch_items");
        Delete.Index("ix_llm_batch_items_batch_id").OnTable("llm_batch_items");
        Rename.Column("batch_id").OnTable("llm_batch_items").To("llm_batch_id");
        Create.Index("ix_llm_batch_items_llm_batch_id").OnTable("llm_batch_items").OnColumn("llm_batch_id").Ascending();
        ForeignKey("llm_batch_items_llm_batch_id_fkey", "llm_batch_items", "llm_batch_id", "llm_batch_job").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Delete.ForeignKey("llm_batch_items_llm_batch_id_fkey").OnTable("llm_batch_items");
        Delete.Index("ix_llm_batch_items_llm_batch_id").OnTable("llm_batch_items");
        Rename.Column("llm_batch_id").OnTable("llm_batch_items").To("batch_id");
        Create.Index("ix_llm_batch_items_batch_id").OnTable("llm_batch_items").OnColumn("batch_id").Ascending();
        ForeignKey("llm_batch_items_batch_id_fkey", "llm_batch_items", "batch_id", "llm_batch_job").OnDelete(Rule.Cascade);
    }
}
