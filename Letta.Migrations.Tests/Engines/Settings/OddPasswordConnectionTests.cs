using System.Collections.Concurrent;
using Letta.Migrations.Engines;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Settings;

/// <summary>The passwords that break other tools, on a real server, by every way in.</summary>
public sealed class OddPasswordConnectionTests(PostgresEngine engine)
{
    public static TheoryData<string> Passwords
        => ["p'a\"s;s=@:/%\\ ü→🔑", "'", "\"';", "a=b;Host=other", "p@ss/w:rd", "100%", " x ", "?#&+"];

    [Theory]
    [MemberData(nameof(Passwords))]
    public async Task Odd_password_connects_by_every_way_in(string password)
    {
        await using var role = await Role.CreateAsync(engine, password);
        using var home = new TemporaryHome();
        var encoded = Uri.EscapeDataString(password);
        var parts = Reading.Parts(role.Host, role.Port, role.Name, password, role.Database);
        var partsWithFile = new Dictionary<string, string?>(parts) { ["LETTA_PG_PASSWORD_FILE"] = home.Write("password", password + "\n") };
        partsWithFile.Remove("LETTA_PG_PASSWORD");

        await role.ConnectAsync(Reading.Target(Reading.Uri(role.Uri(password))));
        await role.ConnectAsync(Reading.Target(Reading.Uri(role.Uri(encoded))));
        await role.ConnectAsync(Reading.Target(connection: role.Uri(encoded)));
        await role.ConnectAsync(Reading.Target(parts));
        await role.ConnectAsync(Reading.Target(partsWithFile));
        await role.ConnectAsync(
            Reading.Target(new Dictionary<string, string?> { ["LETTA_PG_URI_FILE"] = home.Write("uri", role.Uri(encoded) + "\n") }));

        home.Write(".letta/pg_uri", role.Uri(password) + "\n");
        await role.ConnectAsync(Reading.Target(home: home.Path));
    }

    [Fact]
    public async Task Wrong_password_is_refused_by_the_server_and_shown_by_nobody()
    {
        await using var role = await Role.CreateAsync(engine, "right");

        var error = await Assert.ThrowsAsync<PostgresException>(() => role.ConnectAsync(Reading.Target(Reading.Uri(role.Uri("CaNaRy")))));

        Assert.Equal("28P01", error.SqlState);
        Assert.DoesNotContain("CaNaRy", error.ToString());
    }

    [Fact]
    public async Task Npgsql_s_own_log_at_its_most_talkative_does_not_hold_the_password()
    {
        await using var role = await Role.CreateAsync(engine, "CaNaRy");
        using var log = new Lines();
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        var settings = Reading.Settings(Reading.Target(Reading.Uri(role.Uri("CaNaRy"))));
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseLoggerFactory(factory);

        await using (var source = builder.Build())
        await using (var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            Assert.DoesNotContain("CaNaRy", connection.ConnectionString);
        }

        Assert.Contains(log.All, line => line.Contains(role.Name));
        Assert.DoesNotContain(log.All, line => line.Contains("CaNaRy"));
    }

    /// <summary>A role with a password of its own, in a database of its own.</summary>
    private sealed class Role(PostgresTestDatabase database, string name) : IAsyncDisposable
    {
        public string Name { get; } = name;

        public string Host => database.Settings.Host!;

        public string Port => $"{database.Settings.Port}";

        public string Database => database.Settings.Database!;

        public static async Task<Role> CreateAsync(PostgresEngine engine, string password)
        {
            var database = (PostgresTestDatabase)await engine.CreateAsync();
            var name = $"odd_{database.Settings.Database}";
            await database.ExecuteAsync($"create role {name} login password '{password.Replace("'", "''", StringComparison.Ordinal)}'");
            return new Role(database, name);
        }

        public string Uri(string password) => $"postgresql+pg8000://{Name}:{password}@{Host}:{Port}/{Database}";

        public async Task ConnectAsync(DatabaseTarget target)
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(Reading.Settings(target).ConnectionString) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand("select current_user::text", connection);
            Assert.Equal(Name, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }

        public async ValueTask DisposeAsync()
        {
            await database.ExecuteAsync($"drop role {Name}");
            await database.DisposeAsync();
        }
    }

    /// <summary>Keeps every line that is logged.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => All.Enqueue(
                $"{formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");

        public void Dispose()
        {
        }
    }
}
