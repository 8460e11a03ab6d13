using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250716143421, "2c059cad97cc", "the baseline of sqlite")]
public sealed class TheBaselineOfSqlite : Revision
{
    public override void Up()
    {

    }

    public override void Down()
    {

    }
}
