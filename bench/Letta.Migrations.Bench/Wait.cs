using System.Diagnostics;

namespace Letta.Migrations.Bench;

/// <summary>One statement of a client, from when it was sent to when it was answered.</summary>
internal sealed record Wait(long Begin, long End)
{
    public double Milliseconds => Stopwatch.GetElapsedTime(Begin, End).TotalMilliseconds;
}
