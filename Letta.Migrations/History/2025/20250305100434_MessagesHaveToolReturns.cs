using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250305100434, "2f4ede6ae33b", "messages have tool returns")]
public sealed class MessagesHaveToolReturns : Revision
{
    public override void Up()
    {
        Alter.Table("messages")
            .AddColumn("otid").AsVarchar().Nullable()
            .AddColumn("tool_returns").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the tool returns and offline ids of messages: nothing held them before");
        Delete.Column("otid").Column("tool_returns").FromTable("messages");
    }
}
