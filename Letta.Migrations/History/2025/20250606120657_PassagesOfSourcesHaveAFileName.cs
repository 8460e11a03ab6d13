using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250606120657, "c96263433aef", "passages of sources have a file name")]
public sealed class PassagesOfSourcesHaveAFileName : Revision
{
    public override void Up()
    {
        Refuse(
            "source_passages",
            NameOfFile.Required,
            NameOfFile.Missing("source_passages"),
            "give the files a name, link passages without a file to one, or delete them");

        Alter.Table("source_passages").AddColumn("file_name").AsVarchar().NotNullable().FilledFrom(NameOfFile.For("source_passages"));
    }

    public override void Down()
    {
        Irreversible("the file names of passages: on the way up a passage has the name that its file has then");
        Delete.Column("file_name").FromTable("source_passages");
    }
}
