using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241118154013, "f7507eab4bb9", "blocks to the ORM")]
public sealed class MoveBlocksToTheOrm : Revision
{
    public override void Up()
    {
        RefuseNull("block", "user_id");
        RefuseOrphans("block", "user_id", "users");
        RefuseNull("block", "limit");
        Refuse(
            "block",
            "must not have a \"limit\" beyond 2147483647",
            """select id from block where "limit" not between -2147483648 and 2147483647 order by id""",
            "give them a smaller \"limit\"");

        Alter.Table("block")
            .AddAllMetaColumns()
            .AddColumn("is_template").AsBoolean().NotNullable().FilledFrom("coalesce(block.template, false)")
            .AddColumn("organization_id").AsVarchar().NotNullable().FilledFrom(Owner.OrganizationOf("block"));
        Alter.Column("limit").OnTable("block").AsInt32().NotNullable();
        Delete.Index("block_idx_user").OnTable("block");
        ForeignKey("block_organization_id_fkey", "block", "organization_id", "organizations");
        Delete.Column("template").Column("user_id").FromTable("block");
    }

    public override void Down()
    {
        Irreversible(Owner.Lost);
        Alter.Table("block")
            .AddColumn("user_id").AsVarchar().Nullable().FilledFrom(Owner.UserOf("block"))
            .AddColumn("template").AsBoolean().Nullable().FilledFrom("block.is_template");
        Delete.ForeignKey("block_organization_id_fkey").OnTable("block");
        Alter.Column("limit").OnTable("block").AsInt64().Nullable();
        Delete.Column("is_template").Column("organization_id").AndAllMetaColumns().FromTable("block");
        Create.Index("block_idx_user").OnTable("block").OnColumn("user_id").Ascending();
    }
}
