using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241209182725, "a91994b9752f", "tools limit what they return")]
public sealed class AddReturnCharLimitToTools : Revision
{
    public override void Up()
        // Letta's default of that day; today's may be another.
        => Alter.Table("tools").AddColumn("return_char_limit").AsInt32().Nullable().FilledFrom("50000");

    public override void Down() => Delete.Column("return_char_limit").FromTable("tools");
}
