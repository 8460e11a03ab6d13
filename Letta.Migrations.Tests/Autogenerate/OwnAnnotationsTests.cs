using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Tests.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>What a model says by annotations of ours, because EF Core has none.</summary>
public sealed class OwnAnnotationsTests
{
    [Fact]
    public void Annotations_of_ours_are_read()
    {
        using var context = new Annotated();

        Same.Lines(
            [
                "column Id: integer not null identity",
                "column Name: text null",
                "column ParentId: integer not null",
                "column ParentName: text null",
                "unique constraint uq_child: (Id)",
                "unique constraint uq_name: (Name) nulls not distinct",
                "foreign key fk_parent: (ParentId, ParentName) to parents (Id, Name) on update cascade on delete cascade deferrable "
                    + "initially deferred",
                "index IX_children_ParentId: (ParentId)",
                "index ix_lower: (lower(\"Name\") text_pattern_ops, ParentId desc)",
            ],
            ModelReader.Read(context).Table("children")!.Members.Select(m => $"{m.Kind} {m.Name}: {m.Text}"),
            "children");
    }

    private sealed class Annotated : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=nowhere.invalid");

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Parent>().ToTable("parents");
            modelBuilder.Entity<Child>(child =>
            {
                child.ToTable("children");
                child.HasKey(e => e.Id).HasName("uq_child").IsUniqueConstraint();
                child.HasIndex(e => e.Name, "uq_name").IsConstraint().AreNullsDistinct(false);
                child.HasIndex(e => new { e.Name, e.ParentId }, "ix_lower")
                    .HasExpressions("lower(\"Name\")", "ParentId").IsDescending(false, true).HasOperators("text_pattern_ops");
                child.HasOne<Parent>().WithMany().HasForeignKey(e => e.ParentId).HasConstraintName("fk_parent")
                    .Carrying(e => e.ParentName, parent => parent.Name).OnUpdate(ReferentialAction.Cascade).Deferrable(initially: true);
            });
        }
    }

    private sealed class Parent
    {
        public int Id { get; set; }

        public string? Name { get; set; }
    }

    private sealed class Child
    {
        public int Id { get; set; }

        public string? Name { get; set; }

        public int ParentId { get; set; }

        public string? ParentName { get; set; }
    }
}
