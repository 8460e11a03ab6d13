using Npgsql;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>What is left in a session is gone for the next client, and what breaks is not kept.</summary>
public sealed class SessionPoolTests(PostgresEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Next_client_has_the_session_without_what_was_left_in_it()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var first = 0;
        await using (var left = await OpenAsync(database))
        {
            first = await ScalarAsync<int>(left, "select pg_backend_pid()");
            await ExecuteAsync(left, "create temporary table leftover (i integer); select pg_advisory_lock(7)");
            await ExecuteAsync(left, "set search_path = nowhere; begin; create table public.unfinished (i integer)");
        }

        while (engine.Pool.Idle(database.Settings.Database!) == 0)
            await Task.Delay(10, Stop);
        await using var next = await OpenAsync(database);

        Assert.Equal(first, await ScalarAsync<int>(next, "select pg_backend_pid()"));
        Assert.Equal(first, next.ProcessID);
        Assert.Equal("\"$user\", public", await ScalarAsync<string>(next, "show search_path"));
        Assert.Equal(
            0, await ScalarAsync<long>(next, "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"));
        Assert.Equal(0, await ScalarAsync<long>(next, "select count(*) from pg_class where relname in ('leftover', 'unfinished')"));
    }

    [Fact]
    public async Task Session_that_ended_is_given_to_nobody()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var first = 0;
        await using (var ended = await OpenAsync(database))
        {
            first = await ScalarAsync<int>(ended, "select pg_backend_pid()");
            await database.ExecuteAsync($"select pg_terminate_backend({first})");
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(ended, "select 1"));
        }

        await using var next = await OpenAsync(database);

        Assert.NotEqual(first, await ScalarAsync<int>(next, "select pg_backend_pid()"));
    }

    private static async Task<NpgsqlConnection> OpenAsync(PostgresTestDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString)
        {
            Pooling = false,
            ApplicationName = "client"
        }.ConnectionString);
        await connection.OpenAsync(Stop);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Stop))!;
    }
}
