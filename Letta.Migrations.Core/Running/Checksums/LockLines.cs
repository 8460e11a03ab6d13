using System.Globalization;

namespace Letta.Migrations.Running.Checksums;

/// <summary>The lines of <c>history.lock</c>. The generator is compiled with this file: both read the same.</summary>
internal static class LockLines
{
    /// <summary>The checksums of each version, with a space between the two. What is no line of a revision is passed over.</summary>
    public static Dictionary<long, string> Read(string text)
    {
        var lines = new Dictionary<long, string>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Trim().Split([' '], 4);
            if (words.Length >= 3 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                lines[version] = $"{words[1]} {words[2]}";
        }

        return lines;
    }
}
