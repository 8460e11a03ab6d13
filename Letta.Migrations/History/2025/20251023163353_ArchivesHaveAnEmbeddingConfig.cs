using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// An archive comes to know how its passages were embedded. Letta committed after each hundred archives and could not be tried again.
/// </summary>
[Revision(20251023163353, "f6cd5a1e519d", "archives have an embedding config")]
public sealed class ArchivesHaveAnEmbeddingConfig : Revision
{
    /// <summary>What Letta gave to an archive without a passage on that day; today's default may be another.</summary>
    private const string Default
        = """{"embedding_endpoint_type":"openai","embedding_endpoint":"https://embeddings."""
            + """letta.com/","embedding_model":"letta-free","embedding_dim":1536,"embedding_chunk_size":300,"handle":"""
            + """null,"batch_size":32,"azure_endpoint":null,"azure_version":null,"azure_deployment":null}""";

    public override void Up()
        => Alter.Table("archives").AddColumn("embedding_config").AsJson().NotNullable().FilledFrom($"""
            coalesce(
                (select p.embedding_config from archival_passages p
                 where p.archive_id = archives.id and not p.is_deleted and {Says("p.embedding_config")} order by p.id limit 1),
                '{Default}')
            """);

    public override void Down()
    {
        Irreversible("the embedding config of an archive, where none of its passages has it");
        Delete.Column("embedding_config").FromTable("archives");
    }

    /// <summary>A condition: the JSON says something. An empty object and JSON null say nothing.</summary>
    private string Says(string json)
        => OnPostgres
            ? $$"""{{json}}::text !~ '^\s*(null|\{\s*\})\s*$'"""
            : $"case when json_valid({json}) then json({json}) not in ('null', '{{}}') end";
}
