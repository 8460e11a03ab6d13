using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// Here Letta's own history begins on SQLite, with a revision that creates every table there at once and does nothing on Postgres. Ours has
/// come here step by step on both engines, so nothing is left to do: the revision keeps the two histories in step.
/// </summary>
[Revision(20250716143421, "2c059cad97cc", "the baseline of SQLite")]
public sealed class TheBaselineOfSqlite : Revision
{
    public override void Up()
    {
    }

    public override void Down()
    {
    }
}
