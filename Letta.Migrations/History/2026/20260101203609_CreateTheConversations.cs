using System.Data;
using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260101203609, "27de0f58e076", "create the conversations", TransactionBehavior.None)]
public sealed class CreateTheConversations : Revision
{
    public override void Up()
    {
        CreateConversations();
        CreateConversationMessages();

        Alter.Table("messages").AddColumn("conversation_id").AsVarchar().Nullable();
        ForeignKey("messages_conversation_id_fkey", "messages", "conversation_id", "conversations").OnDelete(Rule.SetNull);
        Create.Index("ix_messages_conversation_id").OnTable("messages")
            .OnColumn("conversation_id").Ascending()
            .WithOptions().AsConcurrently();

        Alter.Table("runs").AddColumn("conversation_id").AsVarchar().Nullable();
        ForeignKey("runs_conversation_id_fkey", "runs", "conversation_id", "conversations").OnDelete(Rule.SetNull);
        Create.Index("ix_runs_conversation_id").OnTable("runs")
            .OnColumn("conversation_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Irreversible("the conversations, and which messages and runs are of which: nothing held them before");
        Delete.Index("ix_runs_conversation_id").OnTable("runs");
        Delete.ForeignKey("runs_conversation_id_fkey").OnTable("runs");
        Delete.Column("conversation_id").FromTable("runs");

        Delete.Index("ix_messages_conversation_id").OnTable("messages");
        Delete.ForeignKey("messages_conversation_id_fkey").OnTable("messages");
        Delete.Column("conversation_id").FromTable("messages");

        Delete.Table("conversation_messages");
        Delete.Table("conversations");
    }

    private void CreateConversations()
    {
        Create.Table("conversations")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("conversations_pkey")
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("summary").AsVarchar().Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("conversations_agent_id_fkey", "conversations", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("conversations_organization_id_fkey", "conversations", "organization_id", "organizations");
        Create.Index("ix_conversations_agent_id").OnTable("conversations").OnColumn("agent_id").Ascending();
        Create.Index("ix_conversations_org_agent").OnTable("conversations")
            .OnColumn("organization_id").Ascending()
            .OnColumn("agent_id").Ascending();
    }

    private void CreateConversationMessages()
    {
        Create.Table("conversation_messages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("conversation_messages_pkey")
            .WithColumn("conversation_id").AsVarchar().Nullable()
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("message_id").AsVarchar().NotNullable()
            .WithColumn("position").AsInt32().NotNullable()
            .WithColumn("in_context").AsBoolean().NotNullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        Create.UniqueConstraint("unique_conversation_message").OnTable("conversation_messages").Columns("conversation_id", "message_id");
        ForeignKey("conversation_messages_agent_id_fkey", "conversation_messages", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("conversation_messages_conversation_id_fkey", "conversation_messages", "conversation_id", "conversations").OnDelete(Rule.Cascade);
        ForeignKey("conversation_messages_message_id_fkey", "conversation_messages", "message_id", "messages").OnDelete(Rule.Cascade);
        ForeignKey("conversation_messages_organization_id_fkey", "conversation_messages", "organization_id", "organizations");
        Create.Index("ix_conv_msg_agent_conversation").OnTable("conversation_messages")
            .OnColumn("agent_id").Ascending()
            .OnColumn("conversation_id").Ascending();
        Create.Index("ix_conv_msg_agent_id").OnTable("conversation_messages").OnColumn("agent_id").Ascending();
        Create.Index("ix_conv_msg_conversation_position").OnTable("conversation_messages")
            .OnColumn("conversation_id").Ascending()
            .OnColumn("position").Ascending();
        Create.Index("ix_conv_msg_message_id").OnTable("conversation_messages").OnColumn("message_id").Ascending();
    }
}
