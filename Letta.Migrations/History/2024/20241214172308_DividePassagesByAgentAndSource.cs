using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

/// <summary>
/// Passages of agents and passages of sources get tables of their own. Letta dropped all passages with the old table; here each moves to
/// where it belongs, deleted ones too.
/// </summary>
/// <remarks>
/// <para>
/// A passage with an agent becomes a passage of that agent, one with a source a passage of that source. One that has both (Letta copied
/// passages of a source to the agents it was attached to) becomes both, under the same id: neither table could hold all of it, and the way
/// back makes one of the two again.
/// </para>
/// <para>
/// A passage that names no source, or one that does not exist, but a file, belongs to the source of the file. One that has neither agent
/// nor source nor file is refused: nothing tells where it belongs.
/// </para>
/// </remarks>
[Revision(20241214172308, "54dec07619c4", "divide passages by agent and source")]
public sealed class DividePassagesByAgentAndSource : Revision
{
    private const string Content
        = "text, embedding_config, metadata_, embedding, created_at, updated_at, is_deleted, _created_by_id, _last_updated_by_id, organization_id";

    /// <summary>The passages, each with the source that it belongs to, if any.</summary>
    private const string Housed = """
        select p.*, coalesce(s.id, f.source_id) as home
        from passages p left join sources s on s.id = p.source_id left join files f on f.id = p.file_id
        """;

    /// <summary>That a passage of a source was one with the passage of an agent, and nothing happened to either since.</summary>
    private const string IsTwin = """
        s.id = passages.id and s.text = passages.text and s.is_deleted = passages.is_deleted
        and s.organization_id = passages.organization_id and cast(s.metadata_ as text) = cast(passages.metadata_ as text)
        """;

    public override void Up()
    {
        Refuse(
            "passages",
            "must belong to an agent, to an existing source, or to a file",
            $"select id from ({Housed}) housed where agent_id is null and home is null order by id",
            "link them to the agent or the source they belong to, or delete them");
        Loses(
            "passages",
            "the ids of sources that do not exist",
            "select p.id from passages p left join sources s on s.id = p.source_id where p.source_id is not null and s.id is null order by p.id",
            "a passage of a source is one of a source that exists");

        CreateAgentPassages();
        CreateSourcePassages();

        Sql($"insert into agent_passages (id, {Content}, agent_id) select id, {Content}, agent_id from passages where agent_id is not null");
        Sql($"""
            insert into source_passages (id, {Content}, file_id, source_id)
            select id, {Content}, file_id, home from ({Housed}) housed where home is not null
            """);
        Delete.Table("passages");

        Delete.ForeignKey("files_source_id_fkey").OnTable("files");
        ForeignKey("files_source_id_fkey", "files", "source_id", "sources").OnDelete(Rule.Cascade);
        Delete.ForeignKey("messages_agent_id_fkey").OnTable("messages");
        ForeignKey("messages_agent_id_fkey", "messages", "agent_id", "agents").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Delete.ForeignKey("messages_agent_id_fkey").OnTable("messages");
        ForeignKey("messages_agent_id_fkey", "messages", "agent_id", "agents");
        Delete.ForeignKey("files_source_id_fkey").OnTable("files");
        ForeignKey("files_source_id_fkey", "files", "source_id", "sources");

        Irreversible("when a passage was created that does not tell it: passages.created_at stays nullable then");
        CreatePassages();
        Sql($"insert into passages (id, {Content}, agent_id) select id, {Content}, agent_id from agent_passages");
        Sql($"""
            update passages set (file_id, source_id) = (select s.file_id, s.source_id from source_passages s where {IsTwin})
            where exists (select 1 from source_passages s where {IsTwin})
            """);
        // Of two that became different each stays, the one of the source under an id of its own.
        Sql($"""
            insert into passages (id, {Content}, file_id, source_id)
            select case when exists (select 1 from agent_passages a where a.id = s.id) then 'passage-' || {UuidOf("s.source_id || '/' || s.id")} else s.id end,
                   {Content}, file_id, source_id
            from source_passages s
            where not exists (select 1 from passages p where p.id = s.id and p.source_id is not null)
            """);
        SetNotNullIfFilled("passages", "created_at");
        Delete.Table("source_passages");
        Delete.Table("agent_passages");
    }

    private void CreateAgentPassages()
    {
        Create.Table("agent_passages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("agent_passages_pkey")
            .WithColumn("text").AsVarchar().NotNullable()
            .WithColumn("embedding_config").AsJson().NotNullable()
            .WithColumn("metadata_").AsJson().NotNullable()
            .WithColumn("embedding").AsVector(4096).Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("agent_id").AsVarchar().NotNullable();
        ForeignKey("agent_passages_agent_id_fkey", "agent_passages", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("agent_passages_organization_id_fkey", "agent_passages", "organization_id", "organizations");
        Create.Index("agent_passages_org_idx").OnTable("agent_passages").OnColumn("organization_id").Ascending();
    }

    private void CreateSourcePassages()
    {
        Create.Table("source_passages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("source_passages_pkey")
            .WithColumn("text").AsVarchar().NotNullable()
            .WithColumn("embedding_config").AsJson().NotNullable()
            .WithColumn("metadata_").AsJson().NotNullable()
            .WithColumn("embedding").AsVector(4096).Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("file_id").AsVarchar().Nullable()
            .WithColumn("source_id").AsVarchar().NotNullable();
        ForeignKey("source_passages_file_id_fkey", "source_passages", "file_id", "files").OnDelete(Rule.Cascade);
        ForeignKey("source_passages_organization_id_fkey", "source_passages", "organization_id", "organizations");
        ForeignKey("source_passages_source_id_fkey", "source_passages", "source_id", "sources").OnDelete(Rule.Cascade);
        Create.Index("source_passages_org_idx").OnTable("source_passages").OnColumn("organization_id").Ascending();
    }

    private void CreatePassages()
    {
        Create.Table("passages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("passages_pkey")
            .WithColumn("text").AsVarchar().NotNullable()
            .WithColumn("file_id").AsVarchar().Nullable()
            .WithColumn("agent_id").AsVarchar().Nullable()
            .WithColumn("source_id").AsVarchar().Nullable()
            .WithColumn("embedding").AsVector(4096).Nullable()
            .WithColumn("embedding_config").AsJson().NotNullable()
            .WithColumn("metadata_").AsJson().NotNullable()
            .WithColumn("created_at").AsTimestampTz().Nullable()
            .WithColumn("updated_at").AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("is_deleted").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("_created_by_id").AsVarchar().Nullable()
            .WithColumn("_last_updated_by_id").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("passages_agent_id_fkey", "passages", "agent_id", "agents");
        ForeignKey("passages_file_id_fkey", "passages", "file_id", "files").OnDelete(Rule.Cascade);
        ForeignKey("passages_organization_id_fkey", "passages", "organization_id", "organizations");
    }
}
