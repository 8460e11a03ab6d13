using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250606120657, "c96263433aef", "passages of sources have a file name")]
public sealed class PassagesOfSourcesHaveAFileName : Revision
{
    public override void Up()
    {
        Alter.Table("source_passages").AddColumn("file_name").AsVarchar().NotNullable();
    }

    public override void Down()
    {
        Delete.Column("file_name").FromTable("source_passages");
    }
}
