using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250901112642, "f3bf00ef6118", "messages have an approval")]
public sealed class MessagesHaveAnApproval : Revision
{
    public override void Up()
    {
        Alter.Table("messages")
            .AddColumn("approval_request_id").AsVarchar().Nullable()
            .AddColumn("approve").AsBoolean().Nullable()
            .AddColumn("denial_reason").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the approvals and denials in messages: nothing held them before");
        Delete.Column("approval_request_id").Column("approve").Column("denial_reason").FromTable("messages");
    }
}
