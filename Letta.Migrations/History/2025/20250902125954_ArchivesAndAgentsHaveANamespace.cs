using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250902125954, "ddb69be34a72", "archives and agents have a namespace")]
public sealed class ArchivesAndAgentsHaveANamespace : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("_vector_db_namespace").AsVarchar().Nullable();
        Alter.Table("archives").AddColumn("_vector_db_namespace").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the namespaces of agents and archives in a vector database: nothing held them before");
        Delete.Column("_vector_db_namespace").FromTable("agents");
        Delete.Column("_vector_db_namespace").FromTable("archives");
    }
}
