using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241213171955, "4e88e702f85e", "drop the API tokens")]
public sealed class DropTheAPITokens : Revision
{
    public override void Up()
    {
        Loses("tokens", "the API tokens", "select id from tokens order by id", "Letta knows no tokens of users any more");

        Delete.Table("tokens");
    }

    public override void Down()
    {
        Irreversible("the API tokens: they went with their table");
        Create.Table("tokens")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("tokens_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("key").AsVarchar().NotNullable()
            .WithColumn("name").AsVarchar().Nullable();
        Create.Index("tokens_idx_key").OnTable("tokens").OnColumn("key").Ascending();
        Create.Index("tokens_idx_user").OnTable("tokens").OnColumn("user_id").Ascending();
    }
}
