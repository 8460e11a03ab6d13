using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250430160341, "c56081a05371", "groups have a buffer length")]
public sealed class GroupsHaveABufferLength : Revision
{
    public override void Up()
    {
        Alter.Table("groups")
            .AddColumn("max_message_buffer_length").AsInt32().Nullable()
            .AddColumn("min_message_buffer_length").AsInt32().Nullable();
    }

    public override void Down()
    {
        Irreversible("the buffer lengths of groups: nothing held them before");
        Delete.Column("max_message_buffer_length").Column("min_message_buffer_length").FromTable("groups");
    }
}
