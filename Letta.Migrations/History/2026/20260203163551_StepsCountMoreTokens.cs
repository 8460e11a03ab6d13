using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260203163551, "3e54e2fa2f7e", "steps count more tokens")]
public sealed class StepsCountMoreTokens : Revision
{
    public override void Up()
    {
        Alter.Table("steps")
            .AddColumn("model_handle").AsVarchar().Nullable()
            .AddColumn("cached_input_tokens").AsInt32().Nullable()
            .AddColumn("cache_write_tokens").AsInt32().Nullable()
            .AddColumn("reasoning_tokens").AsInt32().Nullable();
    }

    public override void Down()
    {
        Irreversible("the handles and the further token counts of steps: nothing held them before");
        Delete.Column("cache_write_tokens").Column("cached_input_tokens").Column("model_handle").Column("reasoning_tokens").FromTable("steps");
    }
}
