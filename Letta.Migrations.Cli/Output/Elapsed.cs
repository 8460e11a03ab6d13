namespace Letta.Migrations.Cli.Output;

/// <summary>Durations as they are printed.</summary>
internal static class Elapsed
{
    /// <summary>Of one revision: <c>14 ms</c>, from a second on <c>1.2 s</c>.</summary>
    public static string Format(TimeSpan duration) => duration < TimeSpan.FromSeconds(1) ? Milliseconds(duration) : Seconds(duration);

    /// <summary>Of a whole run, where milliseconds say little: <c>0.9 s</c>.</summary>
    public static string OfRun(TimeSpan duration) => duration < TimeSpan.FromMilliseconds(100) ? Milliseconds(duration) : Seconds(duration);

    /// <summary>Of a revision that still runs.</summary>
    public static string SoFar(TimeSpan duration) => Seconds(duration);

    private static string Milliseconds(TimeSpan duration) => $"{(long)duration.TotalMilliseconds} ms";

    private static string Seconds(TimeSpan duration) => $"{duration.TotalSeconds:0.0} s";
}
