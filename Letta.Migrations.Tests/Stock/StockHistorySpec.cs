using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Autogenerate;
using Letta.Migrations.Tests.Fixtures;
using FluentMigrator.Runner.VersionTableInfo;
using Microsoft.Extensions.DependencyInjection;
using MigrationRunner = Letta.Migrations.Running.MigrationRunner;

namespace Letta.Migrations.Tests.Stock;

/// <summary>Histories that were written for FluentMigrator's own runner, by it and by ours.</summary>
public abstract class StockHistorySpec(TestEngine engine)
{
    private const string Plain = "Letta.Migrations.Tests.Stock.Plain", Unusual = "Letta.Migrations.Tests.Stock.Unusual",
        Guarded = "Letta.Migrations.Tests.Stock.Guarded";

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>How the database is named to a runner.</summary>
    private protected abstract string Address(TestDatabase database);

    /// <summary>How it is named to FluentMigrator.</summary>
    private protected abstract string ConnectionString(TestDatabase database);

    /// <summary>The processors that a host of FluentMigrator may choose.</summary>
    private protected abstract Action<IMigrationRunnerBuilder> Processor(string name);

    private protected async Task Makes_what_its_own_runner_makes(string processor)
    {
        await using var theirs = await engine.CreateAsync();
        await using var ours = await engine.CreateAsync();

        RunTheirs(theirs, processor, runner => runner.MigrateUp());
        var result = await Runner(ours, processor, Plain).UpgradeAsync(cancellationToken: Stop);

        Assert.True(result.Verified);
        Assert.Equal([1, 2, 3, 4, 20260102030400], result.Applied.Select(a => a.Revision.Version));
        Drafting.AssertNone(SchemaComparison.Compare(await ReadAsync(theirs, processor), await ReadAsync(ours, processor)), processor);
        Assert.Equal(await RowsAsync(theirs), await RowsAsync(ours));
    }

    private protected async Task Goes_on_where_its_own_runner_was_and_is_found_at_head_by_it(string processor)
    {
        await using var database = await engine.CreateAsync();
        RunTheirs(database, processor, runner => runner.MigrateUp(2));
        var ours = Runner(database, processor, Plain);
        Assert.Empty((await ours.FindDriftAsync(Stop)).Differences);

        var result = await ours.UpgradeAsync(cancellationToken: Stop);
        var again = await ours.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal([3, 4, 20260102030400], result.Applied.Select(a => a.Revision.Version));
        Assert.Empty(again.Applied);
        RunTheirs(database, processor, runner => Assert.False(runner.HasMigrationsToApplyUp()));
        Assert.Empty((await ours.FindDriftAsync(Stop)).Differences);
    }

    private protected async Task Goes_all_the_way_back(string processor)
    {
        await using var database = await engine.CreateAsync();
        var empty = await ReadAsync(database, processor);
        var runner = Runner(database, processor, Plain);
        await runner.UpgradeAsync(cancellationToken: Stop);

        await runner.DowngradeAsync("base", cancellationToken: Stop);

        Drafting.AssertNone(SchemaComparison.Compare(empty, await ReadAsync(database, processor)), "base");
        RunTheirs(database, processor, stock => Assert.True(stock.HasMigrationsToApplyUp(1)));
    }

    private protected async Task Uses_its_version_table_tags_services_and_scripts(string processor)
    {
        await using var database = await engine.CreateAsync();
        var runner = Runner(database, processor, Unusual);

        var result = await runner.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal([10, 11, 123456789012345678], result.Applied.Select(a => a.Revision.Version));
        Assert.Equal(["10", "11", "123456789012345678"], await database.RowsAsync("select number from schema_versions order by number"));
        Assert.Equal(["1|one", "2|two"], await database.RowsAsync("select id, name from items order by id"));
        Assert.Equal(["1"], await database.RowsAsync("select id from script"));
        Assert.Empty((await runner.UpgradeAsync(cancellationToken: Stop)).Applied);
        Assert.Equal(0, await database.ScalarAsync<int>(HasVersionInfo));
    }

    private protected abstract string HasVersionInfo { get; }

    /// <summary>What the revision among the migrations calls it.</summary>
    private protected abstract string Engine { get; }

    private protected async Task Says_that_it_only_goes_forward(string processor)
    {
        await using var database = await engine.CreateAsync();
        var runner = Runner(database, processor, Unusual);
        await runner.UpgradeAsync(cancellationToken: Stop);

        var e = await Assert.ThrowsAsync<RevisionFailedException>(() => runner.DowngradeAsync("-1", cancellationToken: Stop));

        Assert.Contains("123456789012345678", e.What, StringComparison.Ordinal);
        Assert.Contains("Only forward migration is supported", e.What, StringComparison.Ordinal);
        Assert.Empty((await runner.CurrentAsync(cancellationToken: Stop)).Pending);
    }

    private protected async Task Carries_out_each_step_of_a_migration_that_asks_what_there_is(string processor)
    {
        await using var database = await engine.CreateAsync();
        await Runner(database, processor, Guarded).UpgradeAsync("1", cancellationToken: Stop);
        await database.ExecuteAsync("create table gate (what text); insert into gate values ('done')");

        await Runner(database, processor, Guarded).UpgradeAsync(cancellationToken: Stop);

        await AssertExtendedAsync(database, processor);
    }

    private protected async Task Goes_on_in_a_migration_that_asks_what_there_is(string processor)
    {
        await using var database = await engine.CreateAsync();
        var runner = Runner(database, processor, Guarded);
        await Assert.ThrowsAsync<RevisionFailedException>(() => runner.UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync("create table gate (what text); insert into gate values ('done')");

        await runner.UpgradeAsync(cancellationToken: Stop);

        await AssertExtendedAsync(database, processor);
    }

    private async Task AssertExtendedAsync(TestDatabase database, string processor)
    {
        var schema = await ReadAsync(database, processor);
        Assert.Equal(["id", "name", "size"], schema.Table("parts")!.Columns.Select(c => c.Name));
        Assert.Equal(["ix_parts_name"], schema.Table("parts")!.Indexes.Select(i => i.Name));
        Assert.Equal(["id", "label"], schema.Table("boxes")!.Columns.Select(c => c.Name));
        Assert.Equal(["done"], await database.RowsAsync("select what from log"));
        Assert.NotNull(schema.Table(Engine));
        var runner = Runner(database, processor, Guarded);
        Assert.True((await runner.CurrentAsync(cancellationToken: Stop)).AtHead);
        await runner.DowngradeAsync("2", cancellationToken: Stop);
        Assert.Null((await ReadAsync(database, processor)).Table(Engine));
    }

    private protected async Task Refuses_what_would_be_left_out(string processor)
    {
        await using var database = await engine.CreateAsync();
        const string maintained = "Letta.Migrations.Tests.Stock.Maintained";

        var maintenance = await Assert.ThrowsAsync<ConfigurationException>(
            async () => await Runner(database, processor, maintained).UpgradeAsync(cancellationToken: Stop));
        var profile = await Assert.ThrowsAsync<ConfigurationException>(
            async () => await Runner(database, processor, maintained, o => o.Profile = "Development")
                .UpgradeAsync(cancellationToken: Stop));

        Assert.StartsWith("CleanUp is a maintenance migration", maintenance.What, StringComparison.Ordinal);
        Assert.StartsWith("The profile \"Development\" runs", profile.What, StringComparison.Ordinal);
    }

    private MigrationRunner Runner(TestDatabase database, string processor, string ns, Action<RunnerOptions>? options = null)
        => Define(processor, ns, options).CreateRunner(Address(database));

    private MigrationDefinition Define(string processor, string ns, Action<RunnerOptions>? options = null)
        => MigrationDefinition.FromFluentMigrator(
            MigrationProduct.Named("Stock"),
            runner => Configure(runner, processor),
            services =>
            {
                services.AddSingleton(new Unusual.Names("two"));
                services.Configure<TypeFilterOptions>(o => o.Namespace = ns);
                services.Configure<RunnerOptions>(o => o.Tags = ns == Unusual ? ["wanted"] : []);
                services.Configure<RunnerOptions>(o => options?.Invoke(o));
                if (ns != Unusual)
                    services.AddScoped<IVersionTableMetaData, DefaultVersionTableMetaData>();
            });

    private void Configure(IMigrationRunnerBuilder runner, string processor)
    {
        Processor(processor)(runner);
        runner.ScanIn(typeof(StockHistorySpec).Assembly).For.All();
    }

    private void RunTheirs(TestDatabase database, string processor, Action<IMigrationRunner> run)
    {
        var services = new ServiceCollection().AddFluentMigratorCore().ConfigureRunner(runner =>
        {
            Configure(runner, processor);
            runner.WithGlobalConnectionString(ConnectionString(database));
        });
        services.Configure<TypeFilterOptions>(o => o.Namespace = Plain);
        services.AddScoped<IVersionTableMetaData, DefaultVersionTableMetaData>();
        using var provider = services.BuildServiceProvider();
        using var scope = provider.CreateScope();
        run(scope.ServiceProvider.GetRequiredService<IMigrationRunner>());
    }

    private Task<DatabaseSchema> ReadAsync(TestDatabase database, string processor)
        => DatabaseEngine.For(
            Runner(database, processor, Plain).Target,
            new EngineOptions { LockTimeout = TimeSpan.FromMinutes(1), StatementTimeout = TimeSpan.FromMinutes(1) })
            .ReadSchemaAsync(Stop);

    private static async Task<IReadOnlyList<string>> RowsAsync(TestDatabase database) =>
    [
        .. await database.RowsAsync("""select "Id", "Name", "Email", "Balance", "Active", "Token", "Status" from "Users" order by "Id" """),
        .. await database.RowsAsync("""select "Id", "UserId", "Total", "Remark" from "Orders" order by "Id" """),
    ];
}
