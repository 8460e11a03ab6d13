using System.Data;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Notices that an answer is lost: while a connection waits for one, another connection asks what the server does for it. Where it does
/// nothing, in two looks in a row and since the same moment, it has answered, and nothing arrived; or the question never did. A statement
/// may run for an hour, so that no limit on the answer would do, and TCP notices a peer that vanished, not a path that swallows what it
/// is given. Such a path may keep the connection to the server open, and with it the session, its transaction and its locks, which the
/// next attempt would wait for; so the session is ended as well.
/// </summary>
internal sealed class AnswerWatch : IAsyncDisposable
{
    private readonly NpgsqlConnection _watched;
    private readonly int _process;
    private readonly ISessionMonitor _monitor;
    private readonly PostgresConnector _connector;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;

    /// <param name="watched">Open.</param>
    /// <param name="connector">Where it comes from: what an error means is remembered there.</param>
    /// <param name="monitor">Asks the server over another connection.</param>
    /// <param name="time">The clock.</param>
    public AnswerWatch(
        NpgsqlConnection watched, PostgresConnector connector, ISessionMonitor monitor, TimeProvider time)
    {
        (_watched, _process, _connector, _monitor) = (watched, watched.ProcessID, connector, monitor);
        _looking = Task.Run(() => LookAsync(time));
    }

    /// <summary>Whether code of a revision's own uses the connection, which may read an answer as slowly as it likes.</summary>
    public Func<bool>? InOwnCode { get; init; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync(TimeProvider time)
    {
        PostgresActivity? before = null;
        var unanswered = 0;
        while (await WaitAsync(time))
        {
            if (!IsWaiting)
            {
                (before, unanswered) = (null, 0);
                continue;
            }

            try
            {
                var now = await PostgresActivity.ReadAsync(_monitor, _process, _stop.Token);
                unanswered = 0;
                if (!now.IsOver || !IsWaiting)
                {
                    before = null;
                }
                else if (now == before)
                {
                    await GiveUpAsync(now, time);
                    return;
                }
                else
                {
                    before = now;
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (PostgresErrorKinds.IsUnreachable(e))
            {
                if (++unanswered > 1 && IsWaiting)
                {
                    GiveUp("nor does it answer on another connection");
                    return;
                }
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
                unanswered = 0; // It answers, if only that it has no connection free.
            }
        }
    }

    private bool IsWaiting
    {
        get
        {
            try
            {
                var state = _watched.FullState;
                return state.HasFlag(ConnectionState.Executing) || (state.HasFlag(ConnectionState.Fetching) && InOwnCode?.Invoke() != true);
            }
            catch (InvalidOperationException)
            {
                return false; // It is being closed at this moment.
            }
        }
    }

    private async Task GiveUpAsync(PostgresActivity seen, TimeProvider time)
    {
        if (seen == PostgresActivity.Ended)
        {
            GiveUp("its session there has ended");
            return;
        }

        const string why = "its session there has nothing left to do";
        _connector.LostAnswer = why; // Before the connection, which may only be slow, says that its session was ended.
        using var limit = new CancellationTokenSource(_connector.Limits.Heartbeat, time);
        try
        {
            await seen.EndAsync(_monitor, _process, limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or OperationCanceledException)
        {
            // The role may not, or nobody answers any more: then the session ends when the server notices that its connection is closed.
        }

        GiveUp(why);
    }

    private void GiveUp(string why)
    {
        _connector.LostAnswer = why;
        ConnectionAbort.Abort(_watched);
    }

    private async Task<bool> WaitAsync(TimeProvider time)
    {
        await Task.Delay(_connector.Limits.Look, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_stop.IsCancellationRequested;
    }
}
