namespace Letta.Migrations.Running;

/// <summary>Finds what somebody probably meant to type.</summary>
internal static class Nearest
{
    /// <summary>The candidate with the fewest edits away; null if there is none, or even that one is a different word.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        if (word.TrimStart('-').Length < 2)
            return null;

        var best = candidates
            .Select(c => (Candidate: c, Distance: c.StartsWith(word, StringComparison.Ordinal) ? 1 : Distance(word, c)))
            .DefaultIfEmpty() // Of none there is no nearest one, and MinBy would throw.
            .MinBy(x => x.Distance);
        return best.Candidate is not null && best.Distance <= word.TrimStart('-').Length / 2 ? best.Candidate : null;
    }

    /// <summary>Levenshtein: insertions, deletions and substitutions.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
