using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresWaitTests(PostgresEngine engine) : WaitSpec(engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Role_that_may_only_select_suffices()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);
        var role = $"reader_{database.Settings.Database}";
        await database.ExecuteAsync($"create role {role} login password 'r'; grant select on all tables in schema public to {role}");
        try
        {
            var letta = await CommandRun.RunAsync(As(database, s => (s.Username, s.Password) = (role, "r")), "good", "wait");

            Assert.Equal((0, ""), (letta.Exit, letta.Error));
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    /// <summary>
    /// A schema without USAGE is as if it were not in the search path: what is read then is pgvector's, where another history may be at
    /// head.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Schema_that_the_role_may_not_use_is_reported_with_its_grant_and_no_other_is_read(bool otherIsAtHead)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var role = $"reader_{database.Settings.Database}";
        await database.ExecuteAsync($"""
            create extension if not exists vector schema public;
            create schema letta;
            create role {role} login password 'r'
            """);
        if (otherIsAtHead)
            await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync($"grant select on all tables in schema public to {role}");
        try
        {
            var letta = await CommandRun.RunAsync(
                As(database, s => (s.Username, s.Password) = (role, "r")), "good", "wait", "--schema", "letta", "--timeout", "0");

            Assert.Equal((6, ""), (letta.Exit, letta.Out));
            Assert.Contains($"The role \"{role}\" may not use the schema \"letta\"", letta.Error, StringComparison.Ordinal);
            Assert.Contains(
                $"An administrator runs: GRANT USAGE ON SCHEMA \"letta\" TO \"{role}\";", letta.Error, StringComparison.Ordinal);
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    [Fact]
    public async Task Server_that_was_never_reached_is_exit_4()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(As(database, s => s.Port = 1), "good", "wait", "--timeout", "0");

        Assert.Equal(4, letta.Exit);
    }

    [Fact]
    public async Task Database_that_does_not_exist_yet_is_waited_for()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var name = $"{database.Settings.Database}_later";
        var later = As(database, s => s.Database = name);
        await using var letta = LettaProcess.Start("letta-test-child.dll", later, "letta", "good", "wait");
        await NotedAsync(letta);
        var once = await CommandRun.RunAsync(later, "good", "wait", "--timeout", "0");

        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);
        database.Close(); // What is copied must have no connection.
        await AdministerAsync($"create database {name} template {database.Settings.Database}");

        Assert.Equal(0, await letta.ExitAsync(Stop));
        Assert.Equal(6, once.Exit);
        await AdministerAsync($"drop database {name} with (force)");
    }

    private async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(engine.Administrator().ConnectionString);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static IReadOnlyDictionary<string, string> As(PostgresTestDatabase database, Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString);
        change(settings);
        return new PostgresTestDatabase(settings).Environment;
    }
}
