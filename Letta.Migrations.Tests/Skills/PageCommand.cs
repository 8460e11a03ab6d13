using System.Text.RegularExpressions;
using Letta.Migrations.Tests.Architecture;

namespace Letta.Migrations.Tests.Skills;

/// <summary>A line of a page that its reader types.</summary>
/// <param name="Section">The heading that it stands under.</param>
/// <param name="Number">Where it stands, from 1.</param>
/// <param name="Text">What is typed, without the comment.</param>
/// <param name="Exit">The exit code that the comment begins with: <c># exit code 5: …</c>; 0 where it does not.</param>
/// <param name="Code">The C# that the same section shows last before it.</param>
internal sealed partial record PageCommand(string Section, int Number, string Text, int Exit, string Code)
{
    /// <summary>The commands of a page, in the order in which it gives them.</summary>
    public static IReadOnlyList<PageCommand> Read(string page)
    {
        var commands = new List<PageCommand>();
        var (section, code, language, indent) = ("", "", (string?)null, 0);
        foreach (var (line, i) in Repository.Read(page).Split('\n').Select((line, i) => (line, i)))
        {
            if (Fence().Match(line) is { Success: true } fence)
            {
                language = language is null ? fence.Groups["language"].Value : null;
                if (language is "csharp")
                    (code, indent) = ("", fence.Groups["indent"].Length);
            }
            else if (language is "csharp")
            {
                code += $"{(line.Length < indent ? "" : line[indent..])}\n";
            }
            else if (language is not null && Command().Match(line) is { Success: true } command)
            {
                var exit = command.Groups["exit"];
                commands.Add(new PageCommand(section, i + 1, command.Groups["text"].Value, exit.Success ? int.Parse(exit.Value) : 0, code));
            }
            else if (language is null && line.StartsWith('#'))
            {
                (section, code) = (line.TrimStart('#').Trim(), "");
            }
        }

        return commands;
    }

    [GeneratedRegex(@"^(?<indent>\s*)```(?<language>\w*)\s*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*\$ (?<text>.+?)(\s+#( exit code (?<exit>\d+)\b)?.*)?\s*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Command();
}
