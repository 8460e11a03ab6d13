using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250827163446, "068588268b02", "archives know their vector database")]
public sealed class ArchivesKnowTheirVectorDatabase : Revision
{
    public override void Up()
    {
        CreateEnum("vectordbprovider", "NATIVE", "TPUF");
        Alter.Table("archives").AddColumn("vector_db_provider").AsEnum("vectordbprovider", 6).NotNullable().FilledFrom("'NATIVE'");
    }

    public override void Down()
    {
        Irreversible("the vector databases of archives: nothing held them before");
        Delete.Column("vector_db_provider").FromTable("archives");
        DropEnum("vectordbprovider");
    }
}
