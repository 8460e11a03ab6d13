namespace Letta.Migrations.Backfills;

/// <summary>
/// How many rows a batch has: as many as take the time that is aimed at. It grows to twice the last at most, since what comes may cost
/// more; it shrinks at once, for somebody may wait for a row: by halves, 500 rows of 100 ms each took 100 s until a batch was short enough.
/// </summary>
/// <param name="target">The time that is aimed at.</param>
/// <param name="most">The most rows of a batch.</param>
internal sealed class BatchSize(TimeSpan target, int most)
{
    /// <summary>The first batch: few enough that nobody waits for long, whatever a row costs.</summary>
    private const int First = 500;

    /// <summary>
    /// How long a worker has a range to itself, about: what is lost to others when it dies is the time until its range is another's.
    /// </summary>
    private static readonly TimeSpan RangeTime = TimeSpan.FromSeconds(20);

    private double? _rowsInRangeTime;

    /// <summary>The rows of the next batch.</summary>
    public int Rows { get; private set; } = Math.Max(1, Math.Min(First, most));

    /// <summary>
    /// The rows of the next range: never so many that others find nothing left, and one batch as long as nobody knows what a row costs.
    /// </summary>
    /// <param name="estimate">How many rows there are, roughly.</param>
    public int RangeRows(long estimate)
        => _rowsInRangeTime is { } some ? (int)Math.Clamp(some, Rows, Math.Max(Math.Max(Rows, 5_000), estimate / 16.0)) : Rows;

    /// <summary>A batch of that size took so long.</summary>
    public void Took(int rows, TimeSpan took)
    {
        if (rows == 0 || (rows < Rows && took <= target))
            return; // The last of a range says little, but that a row costs much.
        var ratio = took > TimeSpan.Zero ? Math.Min(2, target / took) : 2;
        Rows = (int)Math.Clamp(rows * ratio, 1, most);
        _rowsInRangeTime = took > TimeSpan.Zero ? rows * (RangeTime / took) : double.MaxValue;
    }
}
