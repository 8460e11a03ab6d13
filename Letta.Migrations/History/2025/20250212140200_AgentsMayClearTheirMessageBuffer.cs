using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250212140200, "7980d239ea08", "agents may clear their message buffer")]
public sealed class AgentsMayClearTheirMessageBuffer : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("message_buffer_autoclear").AsBoolean().NotNullable().FilledFrom("false");
    }

    public override void Down()
    {
        Irreversible("which agents clear their message buffer: nothing held it before");
        Delete.Column("message_buffer_autoclear").FromTable("agents");
    }
}
