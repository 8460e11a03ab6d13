using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260118211000, "308a180244fc", "providers remember their last sync")]
public sealed class ProvidersRememberTheirLastSync : Revision
{
    public override void Up()
    {
        Alter.Table("providers").AddColumn("last_synced").AsTimestampTz().Nullable();
    }

    public override void Down()
    {
        Irreversible("when providers were last synced: nothing held it before");
        Delete.Column("last_synced").FromTable("providers");
    }
}
