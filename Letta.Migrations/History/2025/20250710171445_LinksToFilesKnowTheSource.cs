using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250710171445, "495f3f474131", "links to files know the source")]
public sealed class LinksToFilesKnowTheSource : Revision
{
    public override void Up()
    {
        RefuseOrphans("files_agents", "file_id", "files"); // SQLite lets them in wherever a client leaves its foreign keys off.

        Alter.Table("files_agents")
            .AddColumn("source_id").AsVarchar().NotNullable().FilledFrom("(select f.source_id from files f where f.id = files_agents.file_id)");
        ForeignKey("files_agents_source_id_fkey", "files_agents", "source_id", "sources").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Delete.ForeignKey("files_agents_source_id_fkey").OnTable("files_agents");
        Delete.Column("source_id").FromTable("files_agents");
    }
}
