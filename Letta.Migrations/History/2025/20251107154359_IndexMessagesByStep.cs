using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251107154359, "d798609d65ff", "index messages by step", TransactionBehavior.None)]
public sealed class IndexMessagesByStep : Revision
{
    public override void Up()
    {
        Create.Index("idx_messages_step_id").OnTable("messages")
            .OnColumn("step_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("idx_messages_step_id").OnTable("messages");
    }
}
