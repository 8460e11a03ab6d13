using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A prompt that is kept for use.</summary>
public sealed class Prompt : AuditedEntity, IHasProject
{
    public required string Id { get; set; }

    [Column("prompt")]
    public required string Text { get; set; }

    public string? ProjectId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Prompt>
    {
        public void Configure(EntityTypeBuilder<Prompt> entity) => entity.ToTable("prompts");
    }
}
