using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250502103008, "0335b1eb9c40", "messages have a batch item")]
public sealed class MessagesHaveABatchItem : Revision
{
    public override void Up()
    {
        Alter.Table("messages").AddColumn("batch_item_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the batch items of messages: nothing held them before");
        Delete.Column("batch_item_id").FromTable("messages");
    }
}
