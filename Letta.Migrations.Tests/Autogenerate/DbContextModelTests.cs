using Letta.Migrations.Design;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>A context is made with options, or what it lacks is said.</summary>
public sealed class DbContextModelTests(SqliteEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Context_is_made_with_its_own_options_or_with_any_and_set_up_further()
    {
        await using var database = await engine.CreateAsync();
        var runner = database.Runner(RevisionSet.Create([]));
        var configured = 0;

        foreach (var model in new SchemaModel[] { DbContextModel.Of<Own>(configure: _ => configured++), DbContextModel.Of<Any>() })
        {
            var check = await model.CheckAsync(runner, TimeProvider.System, [], Stop);
            Assert.Equal("table \"Things\"", Assert.Single(check.Differences).Object);
        }

        Assert.Equal(1, configured);
    }

    [Fact]
    public async Task Context_without_such_a_constructor_is_named_with_what_to_do()
    {
        await using var database = await engine.CreateAsync();

        var error = await Assert.ThrowsAsync<ConfigurationException>(
            () => DbContextModel.Of<Other>().CheckAsync(database.Runner(RevisionSet.Create([])), TimeProvider.System, [], Stop));

        Assert.Equal("Other has no public constructor that takes DbContextOptions<Other> alone.", error.What);
        Assert.Equal("Add one, or make the context yourself: new DbContextModel(() => new Other(…)).", error.Next);
    }

    private sealed class Thing
    {
        public int Id { get; init; }
    }

    private sealed class Own(DbContextOptions<Own> options) : DbContext(options)
    {
        public DbSet<Thing> Things => Set<Thing>();
    }

    private sealed class Any(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Thing> Things => Set<Thing>();
    }

    private sealed class Other : DbContext
    {
        public DbSet<Thing> Things => Set<Thing>();
    }
}
