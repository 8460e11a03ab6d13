using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250908144958, "b888f21b151f", "sources know their vector database")]
public sealed class SourcesKnowTheirVectorDatabase : Revision
{
    public override void Up()
    {
        ChangeEnum("vectordbprovider", ["NATIVE", "TPUF"], ["NATIVE", "TPUF", "PINECONE"], ("archives", "vector_db_provider"));

        // A constant: Letta took the value from the settings of whoever ran it, and one database came out in two ways.
        Alter.Table("sources").AddColumn("vector_db_provider").AsEnum("vectordbprovider", 8).NotNullable().FilledFrom("'NATIVE'");
    }

    public override void Down()
    {
        Irreversible("the vector databases of sources: nothing held them before");
        Delete.Column("vector_db_provider").FromTable("sources");

        Irreversible("which archives are kept in Pinecone: no label tells it any more, and they become NATIVE");
        Sql("update archives set vector_db_provider = 'NATIVE' where vector_db_provider = 'PINECONE'");
        ChangeEnum("vectordbprovider", ["NATIVE", "TPUF", "PINECONE"], ["NATIVE", "TPUF"], ("archives", "vector_db_provider"));
    }
}
