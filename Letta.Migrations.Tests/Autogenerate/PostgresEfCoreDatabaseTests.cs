using Letta.Migrations.Design;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>A database that EF Core made of a model, and the history that begins with what is drafted from the same model.</summary>
public sealed class PostgresEfCoreDatabaseTests(PostgresEngine engine)
{
    private static readonly SchemaModel Model = DbContextModel.Of<StoreContext>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_of_EF_Core_is_at_the_first_revision_and_what_the_model_says()
    {
        var history = await DraftAsync();
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await CreateByEfCoreAsync(database);
        var runner = database.Runner(history);

        var stamped = await runner.StampAsync("head", cancellationToken: Stop);
        var check = await Model.CheckAsync(runner, TimeProvider.System, [], Stop);

        Assert.True(stamped.Verified);
        Assert.Equal(history.Head!.Version, stamped.To!.Version);
        Drafting.AssertNone(check.Differences, "what EF Core made");
        Assert.Equal(["table \"__EFMigrationsHistory\""], check.Unknown);
    }

    [Fact]
    public async Task Database_of_the_first_revision_is_what_the_model_says()
    {
        var history = await DraftAsync();
        await using var database = await engine.CreateAsync();
        var runner = database.Runner(history);
        await runner.UpgradeAsync(cancellationToken: Stop);

        Drafting.AssertNone((await Model.CheckAsync(runner, TimeProvider.System, [], Stop)).Differences, "what the revision made");
    }

    /// <summary>As a team does: on an empty database, of which there is one more than of the application's.</summary>
    private async Task<RevisionSet> DraftAsync()
    {
        await using var empty = await engine.CreateAsync();
        var (_, draft) = await Model.DraftAsync(empty.Runner(RevisionSet.Create([])), TimeProvider.System, AutogenerateOptions.None, Stop);
        var (_, text) = draft!.Render(20260101000000, "create the store", "Store");
        return RevisionSet.From([RevisionCompiler.Compile(text)]);
    }

    private static async Task CreateByEfCoreAsync(PostgresTestDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Pooling = false };
        await using var context = new StoreContext(
            new DbContextOptionsBuilder<StoreContext>().UseNpgsql(settings.ConnectionString).Options);
        await context.Database.EnsureCreatedAsync(Stop);
        await database.ExecuteAsync(
            """create table "__EFMigrationsHistory" ("MigrationId" varchar(150) primary key, "ProductVersion" varchar(32) not null)""");
        database.Close();
    }
}
