using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A worker on a connection of its own that does one thing after the other, as a test says.</summary>
internal sealed class ClaimingWorker(BackfillConnection connection, string name) : IAsyncDisposable
{
    public static readonly Backfill Fill = new("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) };

    private static readonly TimeSpan Lapse = TimeSpan.FromSeconds(15);

    private readonly BackfillClaims _claims = new(connection, Fill.Name, name, Lapse);

    public BackfillLedger Ledger { get; } = new(connection);

    public static async Task<ClaimingWorker> OpenAsync(TestDatabase database, string name)
        => new(await Filled.Engine(database).OpenBackfillAsync(CancellationToken.None), name);

    /// <summary>Does something and commits it.</summary>
    public T Do<T>(Func<BackfillClaims, T> work)
    {
        connection.Begin();
        try
        {
            var result = work(_claims);
            connection.Commit();
            return result;
        }
        catch
        {
            connection.Rollback();
            throw;
        }
    }

    public void Do(Action<BackfillClaims> work)
        => Do(claims =>
        {
            work(claims);
            return true;
        });

    /// <summary>Asks for work, with ranges of so many rows.</summary>
    public BackfillClaim Next(int size) => Do(claims => claims.Next(BackfillTable.Read(Fill, connection), size));

    /// <summary>Does the next batch of a range that is its own.</summary>
    public Batch? Work(BackfillRange range, int size)
        => Do(claims =>
        {
            if (claims.Hold(range.Number) is not var (cursor, _))
                return null;
            var table = BackfillTable.Read(Fill, connection);
            var batch = new BackfillBatches(table, Fill.Work!.Writer(table, encryption: null), _ => null)
                .Next(connection, new KeyRange(cursor, range.UpTo), size, careful: false);
            claims.Advance(range, batch);
            return batch;
        });

    /// <summary>Puts the last sign of life of every range a minute back.</summary>
    public void FallSilent()
        => Do(_ => connection.Execute(
            $"update {LettaNames.Tables.BackfillRanges} set beat_at = {connection.Dialect.Ago("@ago")}", ("ago", 60.0)));

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
