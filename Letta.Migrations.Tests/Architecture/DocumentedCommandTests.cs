using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>A command that a page shows is one that the command line takes.</summary>
public sealed partial class DocumentedCommandTests
{
    private static readonly IReadOnlyList<(string Place, string Command)> Shown =
    [
        .. from page in Repository.Files
           where page.Path.EndsWith(".md", StringComparison.Ordinal)
           from line in page.Text.Split('\n').Select((text, i) => (Text: text.Trim(), Number: i + 1))
           where line.Text.StartsWith("$ ", StringComparison.Ordinal)
           from command in Commands(line.Text[2..])
           select ($"{page.Path}, line {line.Number}", command),
    ];

    [Fact]
    public void Every_command_that_a_page_shows_is_one()
    {
        Assert.NotEmpty(Shown);
        Expect.None(
            from shown in Shown
            let error = LettaCommandLine.ErrorOf([.. CommandLineParser.SplitCommandLine(shown.Command).Skip(1)])
            where error is not null
            select $"{shown.Place}: {shown.Command}: {error}");
    }

    /// <summary>What a line runs of ours, without what a shell takes of it: settings before it, a comment, what follows it.</summary>
    private static IEnumerable<string> Commands(string line)
        => Separators().Split(Comment().Replace(line, ""))
            .Select(command => Settings().Replace(command.Trim(), ""))
            .Where(command => command.StartsWith("letta-migrate", StringComparison.Ordinal))
            .Where(command => !command.Contains("[suggest:", StringComparison.Ordinal));

    [GeneratedRegex(@"&&|\|\|?|;|>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\s#.*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(\w+=\S+\s+)+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Settings();
}
