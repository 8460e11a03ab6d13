using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251006145532, "b6061da886ee", "create the encrypted columns")]
public sealed class CreateTheEncryptedColumns : Revision
{
    public override void Up()
    {
        Alter.Table("agent_environment_variables").AddColumn("value_enc").AsText().Nullable();
        Alter.Table("mcp_oauth").AddColumn("authorization_code_enc").AsText().Nullable();
        Alter.Table("providers")
            .AddColumn("api_key_enc").AsText().Nullable()
            .AddColumn("access_key_enc").AsText().Nullable();
        Alter.Table("sandbox_environment_variables").AddColumn("value_enc").AsText().Nullable();

        // Letta never filled this one for rows that exist; the others are filled by 8149a781ac1b.
        Encrypt("agent_environment_variables").Text("value", into: "value_enc").OnlyWhenAsked();
    }

    public override void Down()
    {
        Irreversible("the encrypted values: nothing held them before; where plaintext is beside them, it stays");
        Delete.Column("value_enc").FromTable("agent_environment_variables");
        Delete.Column("authorization_code_enc").FromTable("mcp_oauth");
        Delete.Column("api_key_enc").Column("access_key_enc").FromTable("providers");
        Delete.Column("value_enc").FromTable("sandbox_environment_variables");
    }
}
