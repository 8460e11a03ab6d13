using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250521100943, "6c53224a7a58", "steps have a provider category")]
public sealed class StepsHaveAProviderCategory : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("provider_category").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the provider categories of steps: nothing held them before");
        Delete.Column("provider_category").FromTable("steps");
    }
}
