using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Library.Migrations.Tests;

/// <summary>A history, a model and names that are nobody else's: all that a team with a schema of its own has, on either engine.</summary>
public abstract class LibrarySpec : IAsyncLifetime
{
    private static readonly string[] Own =
    [
        "VersionInfo",
        "authors",
        "books",
        "library_migration_backfill",
        "library_migration_backfill_range",
        "library_migration_backfill_row",
        "library_migration_ledger", "library_migration_orphan", "library_migration_step",
    ];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A directory of this test.</summary>
    protected string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("library-").FullName;

    /// <summary>The address of the test's own database.</summary>
    protected abstract string Address { get; }

    /// <summary>The names of the tables, as the engine sorts them.</summary>
    protected abstract string Tables { get; }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract DbConnection Connect();

    [Fact]
    public async Task An_upgrade_comes_to_head_and_leaves_no_table_but_those_of_the_library()
    {
        var upgrade = await RunAsync("upgrade");

        Assert.Equal((0, ""), (upgrade.Exit, upgrade.Error));
        Assert.Contains("At head 20260212100000, verified. 2 applied", upgrade.Out, StringComparison.Ordinal);
        Assert.Equal(Own.Order(StringComparer.Ordinal), (await RowsAsync(Tables)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_model_that_says_more_than_the_database_is_found_and_becomes_a_revision()
    {
        await RunAsync("upgrade");
        await File.WriteAllTextAsync(Path.Combine(Directory, "Library.Migrations.csproj"), "<Project />", Stop);

        var same = await RunAsync("check");
        await ExecuteAsync("drop index ix_books_author_id");
        var differs = await RunAsync("check");
        var written = await RunAsync("revision", "--autogenerate", "-m", "index books by their author");

        Assert.Equal((0, "The database is what the model says.\n"), (same.Exit, same.Out));
        Assert.Equal(5, differs.Exit);
        Assert.Contains("missing index  ix_books_author_id", differs.Out, StringComparison.Ordinal);
        Assert.Contains("library-migrate revision --autogenerate", differs.Out, StringComparison.Ordinal);
        Assert.Equal((0, ""), (written.Exit, written.Error));
        var text = await File.ReadAllTextAsync(Path.Combine(Directory, written.Out.Split('\n')[0]), Stop);
        Assert.Contains("namespace Library.Migrations.History._", text, StringComparison.Ordinal);
        Assert.Contains("Create.Index(\"ix_books_author_id\")", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backfill_is_due_after_the_upgrade_and_done_by_the_command_line()
    {
        await RunAsync("upgrade", "+1");
        await ExecuteAsync("insert into authors (id, name) values ('a', 'Ada')");
        for (var i = 1; i <= 30; i++)
            await ExecuteAsync($"insert into books (id, author_id, title) values ('b{i}', 'a', 'title {i}')");

        var upgrade = await RunAsync("upgrade");
        var listed = await RunAsync("backfill", "list", "--json");
        var done = await RunAsync("backfill", "run");

        Assert.Equal(0, upgrade.Exit);
        Assert.Contains("library-migrate backfill run shelve_books", upgrade.Out + upgrade.Error, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"shelve_books\",\"state\":\"due\"", listed.Out, StringComparison.Ordinal);
        Assert.Equal((0, ""), (done.Exit, done.Error));
        Assert.Equal(["30"], await RowsAsync("select cast(count(*) as varchar) from books where shelf = 'T'"));
    }

    [Fact]
    public async Task A_host_is_at_head_before_its_services_start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("LIBRARY_DATABASE_URL", Address)]);
        builder.Services.AddSingleton<Func<string, Task<IReadOnlyList<string>>>>(RowsAsync);
        builder.Services.AddHostedService<Reader>();
        builder.Services.AddMigrations(builder.Configuration, LibraryMigrations.Definition);
        using var host = builder.Build();

        await host.StartAsync(Stop);
        await host.StopAsync(Stop);

        Assert.Equal(
            ["20260105090000", "20260212100000"], Assert.Single(host.Services.GetServices<IHostedService>().OfType<Reader>()).Found);
    }

    [Fact]
    public async Task A_runner_is_made_from_an_address_or_from_a_configuration()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("LIBRARY_DATABASE_URL", Address), new("LibraryMigrations:LockWait", "7s")])
            .Build();
        var configured = LibraryMigrations.Definition.CreateRunner(configuration);

        var first = await LibraryMigrations.Definition.CreateRunner(Address).UpgradeAsync("+1", cancellationToken: Stop);
        var second = await configured.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal((20260105090000, 20260212100000), (first.To!.Version, second.To!.Version));
        Assert.Equal(TimeSpan.FromSeconds(7), configured.Options.LockWait);
    }

    /// <summary>But for the name of the library itself, by which it logs.</summary>
    [Fact]
    public async Task No_output_speaks_of_another_product()
    {
        LibraryProcess[] all =
        [
            await RunAsync("--help"),
            await RunAsync("upgrade", "--help"),
            await RunAsync("adopt", "--help"),
            await RunAsync("upgrade", "nowhere"),
            await RunAsync("upgrade", "-v", "--log-format", "json"), await RunAsync("current", "--json"), await RunAsync("history"),
            await RunAsync("history", "--markdown"),
            await RunAsync("show", "head"),
            await RunAsync("show", "head", "--json"),
            await RunAsync("ready"),
            await RunAsync("stamp", "-1"), await RunAsync("downgrade", "base"), await RunAsync("adopt"), await RunAsync("reset"),
        ];

        foreach (var output in all.Select(a => (a.Out + a.Error).Replace("Letta.Migrations", "", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("letta", output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("alembic", output, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Another_product_of_the_same_engine_in_the_same_database_is_not_seen()
    {
        await RunAsync("upgrade");
        await ExecuteAsync("create table other_migration_ledger (id integer)");

        var check = await RunAsync("check");

        Assert.Equal((0, ""), (check.Exit, check.Error));
        Assert.Contains("other_migration_ledger", check.Out, StringComparison.Ordinal);
    }

    private Task<LibraryProcess> RunAsync(params string[] arguments) => LibraryProcess.RunAsync(Address, Directory, arguments);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop))
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>A service of the application, which reads what the migrations made.</summary>
    private sealed class Reader(Func<string, Task<IReadOnlyList<string>>> rows) : IHostedService
    {
        public IReadOnlyList<string> Found { get; private set; } = [];

        public async Task StartAsync(CancellationToken cancellationToken)
            => Found = await rows("""select cast("Version" as varchar) from "VersionInfo" order by 1""");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
