using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241213171955, "4e88e702f85e", "drop the API tokens")]
public sealed class DropTheAPITokens : Revision
{
    public override void Up()
    {
        Delete.Table("tokens");
    }

    public override void Down()
    {
        Create.Table("tokens")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("tokens_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("key").AsVarchar().NotNullable()
            .WithColumn("name").AsVarchar().Nullable();
        Create.Index("tokens_idx_key").OnTable("tokens").OnColumn("key").Ascending();
        Create.Index("tokens_idx_user").OnTable("tokens").OnColumn("user_id").Ascending();
    }
}
