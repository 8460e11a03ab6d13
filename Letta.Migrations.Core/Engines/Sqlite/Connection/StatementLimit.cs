using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>Interrupts a statement that runs for too long. Postgres has its statement_timeout; SQLite has nothing of the kind.</summary>
/// <param name="limit">How long one statement may run; zero for no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class StatementLimit(TimeSpan limit, TimeProvider time)
{
    /// <summary>No limit.</summary>
    public static StatementLimit None { get; } = new(TimeSpan.Zero, TimeProvider.System);

    /// <exception cref="StatementFailedException">The statement failed, by itself or because it was interrupted.</exception>
    public void Send(SqliteConnection connection, string sql, Action send)
    {
        if (limit == TimeSpan.Zero)
        {
            send();
            return;
        }

        var interrupted = false;
        using var timer = time.CreateTimer(
            _ =>
            {
                interrupted = true;
                raw.sqlite3_interrupt(connection.Handle!);
            },
            state: null,
            limit,
            Timeout.InfiniteTimeSpan);
        try
        {
            send();
        }
        catch (StatementFailedException e) when (interrupted
            && e.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT })
        {
            throw new StatementFailedException(
                sql,
                new TimeoutException(
                    $"a statement ran for longer than the statement timeout of {limit.TotalSeconds:0.#} s", e.InnerException));
        }
    }
}
