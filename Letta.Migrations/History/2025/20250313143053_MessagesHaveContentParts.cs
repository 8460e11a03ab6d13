using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250313143053, "2cceb07c2384", "messages have content parts")]
public sealed class MessagesHaveContentParts : Revision
{
    public override void Up()
    {
        Alter.Table("messages").AddColumn("content").AsJson().Nullable();
    }

    public override void Down()
    {
        Delete.Column("content").FromTable("messages");
    }
}
