using Letta.Migrations.Backfills;

namespace Letta.Migrations.Running;

/// <summary>
/// Holds a worker back while others need the database more: replicas that lag, autovacuum, sessions in a queue for the table.
/// </summary>
/// <param name="context">What the run works with.</param>
/// <param name="backfill">What the worker works on.</param>
/// <param name="transactions">Where it asks.</param>
/// <param name="reporter">Says what is waited for.</param>
internal sealed class BackfillThrottle(
    RunContext context, Backfill backfill, BackfillTransactions transactions, BackfillReporter reporter)
{
    /// <summary>
    /// Between two looks whether others are done, or the pause is over: they are short, and nothing depends on the moment.
    /// </summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    private long _looked;
    private bool _alone; // Where nobody else can be seen, nobody is looked for.

    /// <summary>Looks at most once a second, and waits for as long as replicas lag, or others need the table more.</summary>
    /// <param name="heartbeat">Keeps what the worker has to itself; null where it has nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task LetOthersGoFirstAsync(Action<IBackfillSession>? heartbeat, CancellationToken cancellationToken)
    {
        if (_alone || (_looked != 0 && context.Time.GetElapsedTime(_looked) < TimeSpan.FromSeconds(1)))
            return;

        while (await transactions.RunAsync(Ask, cancellationToken) is { } why)
            await WaitAsync(why, cancellationToken);
        _looked = context.Time.GetTimestamp();

        string? Ask(IBackfillSession session)
        {
            if (session.Dialect.Others is not { } query)
            {
                _alone = true;
                return null;
            }

            var lag = context.Options.MaxReplicaLag > TimeSpan.Zero ? context.Options.MaxReplicaLag : TimeSpan.FromDays(36500);
            var why = session.Query(query, ("table", backfill.Table), ("lag", lag.TotalSeconds))[0][0];
            if (why is not null)
                heartbeat?.Invoke(session);
            return why;
        }
    }

    /// <summary>Waits a moment, and says once for what.</summary>
    public Task WaitAsync(string why, CancellationToken cancellationToken)
    {
        reporter.Waits(why);
        return Task.Delay(Between, context.Time, cancellationToken);
    }
}
