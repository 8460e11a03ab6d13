using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Drops what is in a schema (<see cref="PostgresContents"/>): all of it, or nothing.</summary>
internal sealed class PostgresClearing(
    NpgsqlConnection connection, string schema, PostgresLock held, PostgresConnector connector, EngineOptions options)
{
    /// <summary>In one transaction, behind the fence that revisions are committed behind.</summary>
    /// <exception cref="CommitUnknownException">Nobody can be asked whether it was committed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await SendAsync($"set local lock_timeout = {(long)options.LockTimeout.TotalMilliseconds}", cancellationToken);
        await SendAsync($"select pg_catalog.pg_advisory_xact_lock({held.Key.Fence}, {held.Key.Schema})", cancellationToken);
        foreach (var drop in await PostgresContents.DropsAsync(connection, schema, cancellationToken))
            await SendAsync(drop, cancellationToken);
        await held.EnsureHeldAsync(cancellationToken);
        var commit = PostgresCommit.Identify(connection, connector, options.Time);
        try
        {
            options.Observer?.Invoke("COMMIT", done: false);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (commit is not null)
        {
            if (!await WasCommittedAsync(commit, e, cancellationToken))
                throw;
        }

        options.Observer?.Invoke("COMMIT", done: true);
    }

    private async Task<bool> WasCommittedAsync(PostgresCommit commit, Exception error, CancellationToken cancellationToken)
    {
        ConnectionAbort.Abort(connection);
        using var limit = new CancellationTokenSource(options.Limits.LookUp, options.Time);
        try
        {
            if (await commit.OutcomeAsync(limit.Token) is { } committed)
                return committed;
        }
        catch (Exception e) when (limit.IsCancellationRequested || e is NpgsqlException or MigrationException)
        {
            // Nobody answers.
        }

        throw CommitUnknownException.For(
            "the drop of everything", connector.Target, connector.Target.Product.CommandName, error, cancellationToken);
    }

    private async Task SendAsync(string sql, CancellationToken cancellationToken)
    {
        options.Observer?.Invoke(sql, done: false);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        options.Observer?.Invoke(sql, done: true);
    }
}
