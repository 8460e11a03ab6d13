namespace Letta.Migrations.Tests.Running;

/// <summary>A clock that shows an earlier time at every look; what waits, waits as long as it should.</summary>
internal sealed class BackwardTime : TimeProvider
{
    private long _looks;

    public override long GetTimestamp() => base.GetTimestamp() - (Interlocked.Increment(ref _looks) * 10 * TimestampFrequency);
}
