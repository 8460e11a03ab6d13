using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241207142827, "e1a625072dbf", "messages may lack created_at")]
public sealed class AllowMessagesWithoutCreatedAt : Revision
{
    public override void Up() => Alter.Column("created_at").OnTable("messages").AsTimestampTz().Nullable();

    public override void Down() => SetNotNullIfFilled("messages", "created_at");
}
