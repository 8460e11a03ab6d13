using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Errors;
using Letta.Migrations.Model;
using Letta.Migrations.Model.Storage;
using Letta.Migrations.Tests.Autogenerate;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Letta.Migrations.Tests.Orm;

/// <summary>What an entity and an enum are called that say nothing of it themselves.</summary>
public sealed class ConventionTests
{
    [Theory]
    [InlineData("work_items")] // its DbSet
    [InlineData("project_note")] // none: its class
    [InlineData("somewhere")] // its attribute
    [InlineData("HereToo")] // its configuration
    public void Table_has_the_name_of_its_set_or_class_in_snake_case_unless_somebody_says_another(string table)
    {
        using var context = new ProjectsContext(Contexts.Nowhere);

        Assert.NotNull(ModelReader.Read(context).Table(table));
    }

    [Fact]
    public void Keys_of_such_a_table_are_named_after_it()
    {
        using var context = new ProjectsContext(Contexts.Nowhere);

        Assert.Equal(
            ["work_items_pkey", "work_items_project_note_id_fkey"],
            ModelReader.Read(context).Table("work_items")!.Constraints.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Enum_is_a_type_of_Postgres_with_its_labels_in_their_order()
    {
        using var context = new ProjectsContext(Contexts.Nowhere);

        var schema = ModelReader.Read(context);

        Assert.Equal("(not_begun, at work, done)", schema.Enums.Single(e => e.Name == "projectstate").Text);
        Assert.Equal("projectstate", schema.Table("work_items")!.Column("state")!.Type.Trim('"'));
        Assert.Equal("projectstate", schema.Table("work_items")!.Column("state_before")!.Type.Trim('"'));
    }

    /// <summary>Read back by the same converter, any label would do: that it is the one of Postgres, no round trip tells.</summary>
    [Fact]
    public void Enum_is_its_label_of_Postgres_on_sqlite_too()
    {
        var converter = new LabelConverter<ProjectState>();

        Assert.Equal(["not_begun", "at work", "done"], Enum.GetValues<ProjectState>().Select(s => converter.ConvertToProvider(s)));
    }

    [Fact]
    public void Enum_that_the_model_converts_is_no_type()
    {
        using var context = new ProjectsContext(Contexts.Nowhere);

        var schema = ModelReader.Read(context);

        Assert.DoesNotContain(schema.Enums, e => e.Name is "projectcolour");
        Assert.Equal("text", schema.Table("work_items")!.Column("colour")!.Type);
    }

    [Fact]
    public void Enum_that_no_set_leads_to_is_refused_by_its_name()
    {
        using var context = new HiddenContext(Contexts.Nowhere);

        var error = Assert.Throws<ConfigurationException>(() => ModelReader.Read(context));

        Assert.Equal(
            "\"Hidden.State\" is of the enum ProjectState, which is no type of Postgres: nothing leads to it from a DbSet of the context.",
            error.What);
        Assert.Equal("Give the context a DbSet<Hidden>.", error.Next);
    }

    [Fact]
    public void Letta_has_the_enums_that_it_had()
        => Assert.Equal(["sandboxtype", "stepstatus", "stopreasontype", "vectordbprovider"], Drafting.Model().Enums.Select(e => e.Name));

    private sealed class HiddenContext(DbContextOptions options) : LettaDbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            base.OnModelCreating(modelBuilder);
            modelBuilder.Entity<Hidden>();
        }
    }

    private sealed class Hidden
    {
        public required string Id { get; set; }

        public ProjectState State { get; set; }
    }
}

/// <summary>Letta's model with entities of somebody's own, who says no more than what they hold.</summary>
internal sealed class ProjectsContext(DbContextOptions options) : LettaDbContext(options)
{
    public DbSet<Project> WorkItems => Set<Project>();

    public DbSet<Elsewhere> Elsewheres => Set<Elsewhere>();

    public DbSet<Configured> Configureds => Set<Configured>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Configured>().ToTable("HereToo");
        modelBuilder.Entity<Project>().Property(p => p.Colour).HasConversion<string>();
    }
}

internal enum ProjectState
{
    NotBegun,

    [PgName("at work")]
    AtWork,

    Done,
}

internal enum ProjectColour
{
    Red,
}

internal sealed class Project
{
    public required string Id { get; set; }

    public ProjectState State { get; set; }

    public ProjectState? StateBefore { get; set; }

    public ProjectColour Colour { get; set; }

    public string? ProjectNoteId { get; set; }

    public ProjectNote? ProjectNote { get; set; }
}

internal sealed class ProjectNote
{
    public required string Id { get; set; }
}

[Table("somewhere")]
internal sealed class Elsewhere
{
    public required string Id { get; set; }
}

internal sealed class Configured
{
    public required string Id { get; set; }
}
