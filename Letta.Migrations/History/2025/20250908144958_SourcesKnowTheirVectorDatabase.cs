using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250908144958, "b888f21b151f", "sources know their vector database")]
public sealed class SourcesKnowTheirVectorDatabase : Revision
{
    public override void Up()
    {
        ChangeEnum("vectordbprovider", ["NATIVE", "TPUF"], ["NATIVE", "TPUF", "PINECONE"], ("archives", "vector_db_provider"));
        Alter.Table("sources").AddColumn("vector_db_provider").AsEnum("vectordbprovider", 8).NotNullable();
    }

    public override void Down()
    {
        Delete.Column("vector_db_provider").FromTable("sources");
        ChangeEnum("vectordbprovider", ["NATIVE", "TPUF", "PINECONE"], ["NATIVE", "TPUF"], ("archives", "vector_db_provider"));
    }
}
