using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241107132957, "cda66b6cb0d6", "sources to the ORM")]
public sealed class MoveSourcesToTheOrm : Revision
{
    public override void Up()
    {
        RefuseNull("sources", "user_id"); // Only a way back, which could not tell the user, leaves NULL.
        RefuseOrphans("sources", "user_id", "users");
        RefuseNull("sources", "embedding_config");

        Alter.Table("sources")
            .AddMetaColumns()
            .AddColumn("organization_id").AsVarchar().NotNullable().FilledFrom(Owner.OrganizationOf("sources"));
        Alter.Column("embedding_config").OnTable("sources").AsJson().NotNullable();
        Delete.Index("sources_idx_user").OnTable("sources");
        ForeignKey("sources_organization_id_fkey", "sources", "organization_id", "organizations");
        Delete.Column("user_id").FromTable("sources");
    }

    public override void Down()
    {
        Irreversible(Owner.Lost);
        Alter.Table("sources").AddColumn("user_id").AsVarchar().Nullable().FilledFrom(Owner.UserOf("sources"));
        Delete.ForeignKey("sources_organization_id_fkey").OnTable("sources");
        Alter.Column("embedding_config").OnTable("sources").AsJson().Nullable();
        Delete.Column("organization_id").AndMetaColumns().FromTable("sources");
        Create.Index("sources_idx_user").OnTable("sources").OnColumn("user_id").Ascending();
        SetNotNullIfFilled("sources", "user_id");
    }
}
