using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Letta.Migrations.Tests.Faults;

/// <summary>A Postgres database that is not there yet.</summary>
public sealed class PostgresCreateDatabaseTests(PostgresEngine engine) : IAsyncLifetime
{
    /// <summary>A name that stands only between quotes.</summary>
    private readonly string _name = $"New {Guid.NewGuid():N}-db";
    private PostgresTestDatabase _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = (PostgresTestDatabase)await engine.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.ExecuteAsync($"drop database if exists {Quoted} with (force)");
        await _database.ExecuteAsync($"drop database if exists {OddlyQuoted} with (force)");
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Is_refused_with_the_statement_that_creates_it()
    {
        var error
            = await Assert.ThrowsAsync<PrerequisiteMissingException>(() => Runner(create: false).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            $"An administrator runs: CREATE DATABASE {Quoted} OWNER \"postgres\";\nor, if the role may create it: letta-migrate upgrade "
                + $"--create-database",
            error.Next);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Is_created_and_brought_to_head()
    {
        var seen = new List<MigrationProgress>();

        var result = await Runner(create: true).UpgradeAsync("head", new InlineProgress(seen.Add), Stop);

        Assert.Equal(3, result.Applied.Count);
        Assert.IsType<MigrationProgress.DatabaseCreated>(seen[0]);
        Assert.Empty((await Runner(create: true).UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task Name_with_a_quote_in_it_is_quoted()
    {
        await Runner(create: true, name: OddName).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(1, await _database.ScalarAsync<int>($"select count(*)::int from pg_database where datname = '{OddName}'"));
    }

    [Fact]
    public async Task Is_created_by_an_upgrade_alone()
    {
        var runner = Runner(create: true);

        await Assert.ThrowsAsync<PrerequisiteMissingException>(() => runner.CurrentAsync(cancellationToken: Stop));
        await Assert.ThrowsAsync<PrerequisiteMissingException>(() => runner.StampAsync("head", cancellationToken: Stop));
        await Assert.ThrowsAsync<PrerequisiteMissingException>(() => runner.DowngradeAsync("base", cancellationToken: Stop));
        await Assert.ThrowsAsync<PrerequisiteMissingException>(() => runner.AdoptAsync(cancellationToken: Stop));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Is_created_once_however_many_start()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Runner(create: true).UpgradeAsync(cancellationToken: Stop), Stop)));

        Assert.Equal(3, results.Sum(r => r.Applied.Count));
        Assert.Equal(1, await CountAsync());
    }

    /// <summary>The faster one has created it between the look of the other and its statement.</summary>
    [Fact]
    public async Task Is_there_when_it_was_created_meanwhile()
    {
        var creation = new DatabaseCreation(new PostgresConnector(Target(), TimeProvider.System));
        await _database.ExecuteAsync($"create database {Quoted}");

        await creation.RunAsync(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), Stop);

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Role_that_may_not_is_refused_with_the_statement_that_an_administrator_runs()
    {
        var role = $"weak_{Guid.NewGuid():N}";
        await _database.ExecuteAsync($"create role {role} login password 'weak'");
        try
        {
            var error = await Assert.ThrowsAsync<PrerequisiteMissingException>(
                () => Runner(create: true, role, "weak").UpgradeAsync(cancellationToken: Stop));

            Assert.Equal(6, (int)error.Code);
            Assert.EndsWith(
                $" does not exist, and the role \"{role}\" could not create it: permission denied to create database (42501).",
                error.What,
                StringComparison.Ordinal);
            Assert.Equal($"An administrator runs: CREATE DATABASE {Quoted} OWNER \"{role}\";", error.Next);
            Assert.Equal(0, await CountAsync());
        }
        finally
        {
            await _database.ExecuteAsync($"drop role {role}");
        }
    }

    [Fact]
    public async Task Command_line_says_that_it_is_created_and_what_is_left_when_a_revision_fails()
    {
        var environment = new Dictionary<string, string>(_database.Environment, StringComparer.Ordinal)
        {
            ["LETTA_PG_URI"] = new NpgsqlConnectionStringBuilder(_database.Settings.ConnectionString) { Database = _name }.ConnectionString,
        };

        var failed = await CommandRun.RunAsync(environment, "failing", "upgrade", "--create-database");
        var missing = await CommandRun.RunAsync(environment, "good", "downgrade", "base", "--create-database");

        Assert.Equal(1, failed.Exit);
        Assert.Matches(@"\APostgres [^\n]+   created\nPostgres [^\n]+   at base ", failed.Out);
        Assert.EndsWith("\nNothing was applied: the database is empty, as it was. (exit 1)\n", failed.Error, StringComparison.Ordinal);
        Assert.Equal("There is no option \"--create-database\". See letta-migrate downgrade --help (exit 2)\n", missing.Error);
        Assert.Equal(1, await CountAsync());
    }

    private string OddName => _name + "\"; drop --";

    private string OddlyQuoted => $"\"{OddName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string Quoted => $"\"{_name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private Task<int> CountAsync() => _database.ScalarAsync<int>($"select count(*)::int from pg_database where datname = '{_name}'");

    private MigrationRunner Runner(bool create, string? role = null, string? password = null, string? name = null)
        => new(
            Target(role, password, name),
            new MigrationOptions { CreateDatabase = create },
            NullLogger<MigrationRunner>.Instance,
            TimeProvider.System,
            TestHistory.Named("good"));

    private PostgresTarget Target(string? role = null, string? password = null, string? name = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.Settings.ConnectionString) { Database = name ?? _name };
        (settings.Username, settings.Password) = (role ?? settings.Username, password ?? settings.Password);
        return new PostgresTarget(settings.ConnectionString, schema: null, product: LettaMigrations.Product);
    }
}

/// <summary>A SQLite file is created without being asked for, so there it has no effect.</summary>
public sealed class SqliteCreateDatabaseTests(SqliteEngine engine)
{
    [Fact]
    public async Task Option_is_accepted_and_has_no_effect()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "good", "--create-database");

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.DoesNotContain("created\n", letta.Out, StringComparison.Ordinal);
    }
}
