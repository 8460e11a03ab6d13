using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251128120000, "175dd10fb916", "steps have details of prompt tokens")]
public sealed class StepsHaveDetailsOfPromptTokens : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("prompt_tokens_details").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the details of prompt tokens: nothing held them before");
        Delete.Column("prompt_tokens_details").FromTable("steps");
    }
}
