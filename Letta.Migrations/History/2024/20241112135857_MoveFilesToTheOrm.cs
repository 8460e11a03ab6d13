using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241112135857, "c85a3d07c028", "files to the ORM")]
public sealed class MoveFilesToTheOrm : Revision
{
    public override void Up()
    {
        RefuseNull("files", "user_id"); // Only a way back, which could not tell the user, leaves NULL.
        RefuseOrphans("files", "user_id", "users");
        RefuseOrphans("files", "source_id", "sources");

        Alter.Table("files")
            .AddMetaColumns()
            .AddColumn("organization_id").AsVarchar().NotNullable().FilledFrom(Owner.OrganizationOf("files"));
        ForeignKey("files_organization_id_fkey", "files", "organization_id", "organizations");
        ForeignKey("files_source_id_fkey", "files", "source_id", "sources");
        Delete.Column("user_id").FromTable("files");
    }

    public override void Down()
    {
        Irreversible(Owner.Lost);
        Alter.Table("files").AddColumn("user_id").AsVarchar().Nullable().FilledFrom(Owner.UserOf("files"));
        Delete.ForeignKey("files_source_id_fkey").OnTable("files");
        Delete.ForeignKey("files_organization_id_fkey").OnTable("files");
        Delete.Column("organization_id").AndMetaColumns().FromTable("files");
        SetNotNullIfFilled("files", "user_id");
    }
}
