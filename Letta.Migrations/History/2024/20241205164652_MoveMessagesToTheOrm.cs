using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241205164652, "95badb46fdf9", "messages to the ORM")]
public sealed class MoveMessagesToTheOrm : Revision
{
    public override void Up()
    {
        RefuseNull("messages", "user_id"); // Only a way back, which could not tell the user, leaves NULL.
        RefuseOrphans("messages", "user_id", "users");
        RefuseOrphans("messages", "agent_id", "agents");
        RefuseNull("messages", "tool_calls");
        RefuseNull("messages", "created_at");

        Alter.Table("messages")
            .AddMetaColumns()
            .AddColumn("organization_id").AsVarchar().NotNullable().FilledFrom(Owner.OrganizationOf("messages"));
        Alter.Column("tool_calls").OnTable("messages").AsJson().NotNullable();
        Alter.Column("created_at").OnTable("messages").AsTimestampTz().NotNullable();
        Delete.Index("message_idx_user").OnTable("messages");
        ForeignKey("messages_agent_id_fkey", "messages", "agent_id", "agents");
        ForeignKey("messages_organization_id_fkey", "messages", "organization_id", "organizations");
        Delete.Column("user_id").FromTable("messages");
    }

    public override void Down()
    {
        Irreversible(Owner.Lost);
        Alter.Table("messages").AddColumn("user_id").AsVarchar().Nullable().FilledFrom(Owner.UserOf("messages"));
        Delete.ForeignKey("messages_organization_id_fkey").OnTable("messages");
        Delete.ForeignKey("messages_agent_id_fkey").OnTable("messages");
        Alter.Column("created_at").OnTable("messages").AsTimestampTz().Nullable();
        Alter.Column("tool_calls").OnTable("messages").AsJson().Nullable();
        Delete.Column("organization_id").AndMetaColumns().FromTable("messages");
        Create.Index("message_idx_user").OnTable("messages").OnColumn("user_id").Ascending().OnColumn("agent_id").Ascending();
        SetNotNullIfFilled("messages", "user_id");
    }
}
