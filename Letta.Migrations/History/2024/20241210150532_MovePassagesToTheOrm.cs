using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241210150532, "c5d964280dff", "passages to the ORM")]
public sealed class MovePassagesToTheOrm : Revision
{
    public override void Up()
    {
        RefuseNull("passages", "user_id"); // Only a way back, which could not tell the user, leaves NULL.
        RefuseOrphans("passages", "user_id", "users");
        RefuseOrphans("passages", "agent_id", "agents");
        RefuseOrphans("passages", "file_id", "files");
        RefuseNull("passages", "text");
        RefuseNull("passages", "embedding_config");
        RefuseNull("passages", "metadata_");
        RefuseNull("passages", "created_at");

        Alter.Table("passages")
            .AddMetaColumns()
            .AddColumn("organization_id").AsVarchar().NotNullable().FilledFrom(Owner.OrganizationOf("passages"));
        Alter.Column("text").OnTable("passages").AsVarchar().NotNullable();
        Alter.Column("embedding_config").OnTable("passages").AsJson().NotNullable();
        Alter.Column("metadata_").OnTable("passages").AsJson().NotNullable();
        Alter.Column("created_at").OnTable("passages").AsTimestampTz().NotNullable();
        Delete.Index("passage_idx_user").OnTable("passages");
        ForeignKey("passages_organization_id_fkey", "passages", "organization_id", "organizations");
        ForeignKey("passages_agent_id_fkey", "passages", "agent_id", "agents");
        ForeignKey("passages_file_id_fkey", "passages", "file_id", "files").OnDelete(Rule.Cascade);
        Delete.Column("user_id").FromTable("passages");
    }

    public override void Down()
    {
        Irreversible(Owner.Lost);
        Alter.Table("passages").AddColumn("user_id").AsVarchar().Nullable().FilledFrom(Owner.UserOf("passages"));
        Delete.ForeignKey("passages_file_id_fkey").OnTable("passages");
        Delete.ForeignKey("passages_agent_id_fkey").OnTable("passages");
        Delete.ForeignKey("passages_organization_id_fkey").OnTable("passages");
        Alter.Column("created_at").OnTable("passages").AsTimestampTz().Nullable();
        Alter.Column("metadata_").OnTable("passages").AsJson().Nullable();
        Alter.Column("embedding_config").OnTable("passages").AsJson().Nullable();
        Alter.Column("text").OnTable("passages").AsVarchar().Nullable();
        Delete.Column("organization_id").AndMetaColumns().FromTable("passages");
        Create.Index("passage_idx_user").OnTable("passages")
            .OnColumn("user_id").Ascending()
            .OnColumn("agent_id").Ascending()
            .OnColumn("file_id").Ascending();
        SetNotNullIfFilled("passages", "user_id");
    }
}
