using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250618111539, "9556081ce65b", "providers have an access key and a region")]
public sealed class ProvidersHaveAnAccessKeyAndARegion : Revision
{
    public override void Up()
    {
        Alter.Table("providers")
            .AddColumn("access_key").AsVarchar().Nullable()
            .AddColumn("region").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the access keys and regions of providers: nothing held them before");
        Delete.Column("access_key").Column("region").FromTable("providers");
    }
}
