using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260101203609, "27de0f58e076", "create the conversations")]
public sealed class CreateTheConversations : Revision
{
    public override void Up()
    {
        Create.Table("conversations")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("conversations_pkey")
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("summary").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Create.Table("conversation_messages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("conversation_messages_pkey")
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("conversation_id").AsVarchar().Nullable()
            .WithColumn("message_id").AsVarchar().NotNullable()
            .WithColumn("position").AsInt32().NotNullable()
            .WithColumn("in_context").AsBoolean().NotNullable()
            .WithMetaColumns();
        Alter.Table("messages").AddColumn("conversation_id").AsVarchar().Nullable();
        Alter.Table("runs").AddColumn("conversation_id").AsVarchar().Nullable();
        Create.UniqueConstraint("unique_conversation_message").OnTable("conversation_messages").Columns("conversation_id", "message_id");
        ForeignKey("conversation_messages_agent_id_fkey", "conversation_messages", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("conversation_messages_conversation_id_fkey", "conversation_messages", "conversation_id", "conversations").OnDelete(Rule.Cascade);
        ForeignKey("conversation_messages_message_id_fkey", "conversation_messages", "message_id", "messages").OnDelete(Rule.Cascade);
        ForeignKey("conversation_messages_organization_id_fkey", "conversation_messages", "organization_id", "organizations");
        ForeignKey("conversations_agent_id_fkey", "conversations", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("conversations_organization_id_fkey", "conversations", "organization_id", "organizations");
        ForeignKey("messages_conversation_id_fkey", "messages", "conversation_id", "conversations").OnDelete(Rule.SetNull);
        ForeignKey("runs_conversation_id_fkey", "runs", "conversation_id", "conversations").OnDelete(Rule.SetNull);
        Create.Index("ix_conv_msg_agent_conversation").OnTable("conversation_messages")
            .OnColumn("agent_id").Ascending()
            .OnColumn("conversation_id").Ascending();
        Create.Index("ix_conv_msg_agent_id").OnTable("conversation_messages").OnColumn("agent_id").Ascending();
        Create.Index("ix_conv_msg_conversation_position").OnTable("conversation_messages")
            .OnColumn("conversation_id").Ascending()
            .OnColumn("position").Ascending();
        Create.Index("ix_conv_msg_message_id").OnTable("conversation_messages").OnColumn("message_id").Ascending();
        Create.Index("ix_conversations_agent_id").OnTable("conversations").OnColumn("agent_id").Ascending();
        Create.Index("ix_conversations_org_agent").OnTable("conversations")
            .OnColumn("organization_id").Ascending()
            .OnColumn("agent_id").Ascending();
        Create.Index("ix_messages_conversation_id").OnTable("messages").OnColumn("conversation_id").Ascending();
        Create.Index("ix_runs_conversation_id").OnTable("runs").OnColumn("conversation_id").Ascending();
    }

    public override void Down()
    {
        Delete.Index("ix_messages_conversation_id").OnTable("messages");
        Delete.Index("ix_runs_conversation_id").OnTable("runs");
        Delete.ForeignKey("messages_conversation_id_fkey").OnTable("messages");
        Delete.ForeignKey("runs_conversation_id_fkey").OnTable("runs");
        Delete.Column("conversation_id").FromTable("messages");
        Delete.Column("conversation_id").FromTable("runs");
        Delete.Table("conversation_messages");
        Delete.Table("conversations");
    }
}
