using System.Data.Common;
using Letta.Migrations.Running;

namespace Letta.Migrations.Bench;

/// <summary>What is printed.</summary>
internal static class Figures
{
    public static void Waits(string who, IReadOnlyList<Wait> waits, Timeline? timeline = null)
    {
        var sorted = waits.OrderBy(w => w.Milliseconds).ToList();
        Console.WriteLine(
            $"{who,-34} {sorted.Count,8} statements   median {At(sorted, 0.5),6:0.0} ms   p99 {At(sorted, 0.99),7:0.0} ms   "
                + $"longest {sorted[^1].Milliseconds,7:0} ms");
        if (timeline is null)
            return;

        foreach (var wait in sorted.TakeLast(3).Reverse())
            Console.WriteLine($"    {wait.Milliseconds,7:0} ms during {timeline.During(wait)}");
    }

    public static void Slowest(MigrationResult result, Timeline timeline)
    {
        Console.WriteLine(
            $"{result.Applied.Count} revisions in {result.Duration.TotalSeconds:0.0} s, tried again {timeline.Retries} times; the "
                + $"slowest:");
        foreach (var finished in timeline.Finished.OrderByDescending(f => f.Duration).Take(5))
            Console.WriteLine($"    {finished.Duration.TotalSeconds,7:0.0} s {Timeline.Name(finished.Revision)}");
    }

    /// <summary>Prints a count beside what it must be.</summary>
    /// <returns>Whether it is.</returns>
    public static async Task<bool> CheckAsync(DbConnection connection, string what, string query, long expected)
    {
        var found = await CountAsync(connection, query);
        Console.WriteLine($"    {what,-44} {found,9}{(found == expected ? "" : $"   but must be {expected}")}");
        return found == expected;
    }

    public static async Task<long> CountAsync(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = query;
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    private static double At(List<Wait> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))].Milliseconds;
}
