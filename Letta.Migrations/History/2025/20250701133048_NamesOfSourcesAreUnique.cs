using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250701133048, "46699adc71a7", "names of sources are unique")]
public sealed class NamesOfSourcesAreUnique : Revision
{
    public override void Up()
    {
        Alter.Table("files").AddColumn("original_file_name").AsVarchar().Nullable();
        Create.UniqueConstraint("uq_source_name_organization").OnTable("sources").Columns("name", "organization_id");
    }

    public override void Down()
    {
        Delete.UniqueConstraint("uq_source_name_organization").FromTable("sources");
        Delete.Column("original_file_name").FromTable("files");
    }
}
