using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250812143526, "ffb17eb241fc", "providers have an api version")]
public sealed class ProvidersHaveAnApiVersion : Revision
{
    public override void Up()
    {
        Alter.Table("providers").AddColumn("api_version").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the API versions of providers: nothing held them before");
        Delete.Column("api_version").FromTable("providers");
    }
}
