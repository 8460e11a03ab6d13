using Letta.Migrations.Design;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>A model whose columns are of types that extensions of Postgres bring.</summary>
public abstract class ExtensionSpec(TestEngine engine)
{
    private static readonly SchemaModel Model = DbContextModel.Of<TaggedContext>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Revision_makes_sure_of_the_extensions_that_the_model_names()
    {
        await using var database = await engine.CreateAsync();
        var before = database.Runner(RevisionSet.Create([]));
        var (check, draft) = await Model.DraftAsync(before, TimeProvider.System, AutogenerateOptions.None, Stop);
        var (_, text) = draft!.Render(20260101000000, "create the tags", "Tagged");
        var history = RevisionSet.From([RevisionCompiler.Compile(text)]);

        await database.Runner(history).UpgradeAsync(cancellationToken: Stop);

        Assert.Contains("""missing  extension "citext" """.TrimEnd(), check.Differences.Select(d => d.Line.TrimEnd()));
        Assert.Contains(
            """
                {
                    CreateExtension("citext");
                    CreateExtension("hstore");
                    Create.Table(
            """,
            text,
            StringComparison.Ordinal);
        Drafting.AssertNone(
            (await Model.CheckAsync(database.Runner(history), TimeProvider.System, [], Stop)).Differences, "what the revision made");
    }

    private sealed class TaggedContext(DbContextOptions<TaggedContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.HasPostgresExtension("hstore").HasPostgresExtension("citext");
            modelBuilder.Entity<Tag>().Property(t => t.Name).HasColumnType("citext");
            modelBuilder.Entity<Tag>().Property(t => t.Labels).HasColumnType("hstore");
            modelBuilder.Entity<Tag>().HasIndex(t => t.Name).IsUnique();
        }
    }

    private sealed class Tag
    {
        public int Id { get; init; }

        public required string Name { get; init; }

        public required Dictionary<string, string> Labels { get; init; }
    }
}
