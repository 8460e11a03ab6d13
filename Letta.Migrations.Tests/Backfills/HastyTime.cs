using System.Collections.Concurrent;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A clock that waits for nothing, and remembers for how long it should have.</summary>
internal sealed class HastyTime : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    /// <summary>How much later it is at every look at the clock.</summary>
    public TimeSpan Leap { get; init; }

    private long _leaps;

    public override long GetTimestamp()
        => base.GetTimestamp() + (Interlocked.Increment(ref _leaps) * (long)(Leap.TotalSeconds * TimestampFrequency));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
