using System.Diagnostics.CodeAnalysis;

namespace Letta.Migrations.Running;

/// <summary>How long to wait before the next try: longer each time, never in step with other processes.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Jitter keeps processes apart; nobody gains by guessing it.")]
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static TimeSpan Next(int attempt)
    {
        var doubled = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(attempt, 10)));
        return Jittered(doubled < Longest ? doubled : Longest);
    }

    /// <summary>Between half and one and a half of <paramref name="middle"/>.</summary>
    public static TimeSpan Jittered(TimeSpan middle) => middle * (0.5 + Random.Shared.NextDouble());
}
