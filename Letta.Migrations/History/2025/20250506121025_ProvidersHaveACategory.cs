using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250506121025, "878607e41ca4", "providers have a category")]
public sealed class ProvidersHaveACategory : Revision
{
    public override void Up()
    {
        Alter.Table("providers").AddColumn("provider_category").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the categories of providers: nothing held them before");
        Delete.Column("provider_category").FromTable("providers");
    }
}
