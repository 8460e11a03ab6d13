using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Model;
using Letta.Migrations.Model.Mixins;
using Letta.Migrations.Tests.History;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Orm;

/// <summary>To implement the interface is to add the column.</summary>
public sealed class MixinTests
{
    [Fact]
    public void Entity_that_implements_a_mixin_has_its_column()
        => Same.Lines(
            [
                "column id: character varying not null",
                "column project_id: character varying null",
                "primary key notes_pkey: (id)",
            ],
            TableOf<Note>(),
            "notes");

    [Fact]
    public void Every_mixin_brings_its_columns_and_their_foreign_keys()
        => Same.Lines(
            [
                "column id: character varying not null",
                "column created_at: timestamp with time zone null default now()",
                "column updated_at: timestamp with time zone null default now()",
                "column is_deleted: boolean not null default false",
                "column _created_by_id: character varying null",
                "column _last_updated_by_id: character varying null",
                "column organization_id: character varying not null",
                "column user_id: character varying not null",
                "column agent_id: character varying not null",
                "column file_id: character varying null",
                "column source_id: character varying not null",
                "column archive_id: character varying not null",
                "column sandbox_config_id: character varying not null",
                "column project_id: character varying null",
                "column base_template_id: character varying null",
                "column template_id: character varying null",
                "column deployment_id: character varying null",
                "column entity_id: character varying null",
                "primary key all_pkey: (id)",
                "foreign key all_organization_id_fkey: (organization_id) to organizations (id)",
                "foreign key all_user_id_fkey: (user_id) to users (id)",
                "foreign key all_agent_id_fkey: (agent_id) to agents (id) on delete cascade",
                "foreign key all_file_id_fkey: (file_id) to files (id) on delete cascade",
                "foreign key all_source_id_fkey: (source_id) to sources (id) on delete cascade",
                "foreign key all_archive_id_fkey: (archive_id) to archives (id) on delete cascade",
                "foreign key all_sandbox_config_id_fkey: (sandbox_config_id) to sandbox_configs (id)",
            ],
            TableOf<Everything>(),
            "all");

    private static IEnumerable<string> TableOf<T>()
        where T : class
    {
        using var context = new With<T>();
        var name = context.Model.FindEntityType(typeof(T))!.GetTableName()!;
        return [.. ModelReader.Read(context).Table(name)!.Members.Select(m => $"{m.Kind} {m.Name}: {m.Text}")];
    }

    private sealed class With<T>() : LettaDbContext(Contexts.Nowhere)
        where T : class
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            base.OnModelCreating(modelBuilder);
            modelBuilder.Entity<T>();
        }
    }

    [Table("notes")]
    private sealed class Note : IHasProject
    {
        public required string Id { get; set; }

        public string? ProjectId { get; set; }
    }

    [Table("all")]
    private sealed class Everything
        : AuditedEntity, IHasOrganization, IHasUser, IHasAgent, IHasFile, IHasSource, IHasArchive, IHasSandboxConfig,
        IHasProject, ITemplate, ITemplateEntity
    {
        public required string Id { get; set; }

        public required string OrganizationId { get; set; }

        public required string UserId { get; set; }

        public required string AgentId { get; set; }

        public string? FileId { get; set; }

        public required string SourceId { get; set; }

        public required string ArchiveId { get; set; }

        public required string SandboxConfigId { get; set; }

        public string? ProjectId { get; set; }

        public string? BaseTemplateId { get; set; }

        public string? TemplateId { get; set; }

        public string? DeploymentId { get; set; }

        public string? EntityId { get; set; }
    }
}
