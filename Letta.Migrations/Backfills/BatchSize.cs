namespace Letta.Migrations.Backfills;

/// <summary>How many rows a batch has: as many as take the time that is aimed at, and never more than twice or less than half of the last.</summary>
/// <param name="target">The time that is aimed at.</param>
/// <param name="most">The most rows of a batch.</param>
internal sealed class BatchSize(TimeSpan target, int most)
{
    /// <summary>The first batch: few enough that nobody waits for long, whatever a row costs.</summary>
    private const int First = 500;

    /// <summary>How long a worker has a range to itself, about: what is lost to others when it dies is the time until its range is another's.</summary>
    private static readonly TimeSpan RangeTime = TimeSpan.FromSeconds(20);

    private TimeSpan? _took;

    /// <summary>The rows of the next batch.</summary>
    public int Rows { get; private set; } = Math.Max(1, Math.Min(First, most));

    /// <summary>The rows of the next range: never so many that others find nothing left.</summary>
    /// <param name="estimate">How many rows there are, roughly.</param>
    public int RangeRows(long estimate)
    {
        var some = _took is { } took && took > TimeSpan.Zero ? Rows * (RangeTime / took) : Rows * 20.0;
        return (int)Math.Clamp(some, Rows, Math.Max(Math.Max(Rows, 5_000), estimate / 16.0));
    }

    /// <summary>A batch of that size took so long.</summary>
    public void Took(int rows, TimeSpan took)
    {
        if (rows < Rows)
            return; // The last of a range says little.
        var ratio = took > TimeSpan.Zero ? target / took : 2;
        Rows = (int)Math.Clamp(Rows * Math.Clamp(ratio, 0.5, 2), 1, most);
        _took = took;
    }
}
