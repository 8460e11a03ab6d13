using System.Text.RegularExpressions;

namespace Letta.Migrations.Tests.Architecture;

public sealed partial class FileTests
{
    private const int Longest = 400;
    private const int Median = 80;

    [Fact]
    public void No_file_outside_the_history_is_long()
        => Expect.None(OutsideHistory.Where(f => f.Lines > Longest).Select(f => $"{f.Path} has {f.Lines} lines"));

    [Fact]
    public void Half_of_the_files_are_shorter_than_a_screen_and_a_half()
    {
        var lines = OutsideHistory.Select(f => f.Lines).Order().ToList();

        Assert.InRange(lines[lines.Count / 2], 1, Median - 1);
    }

    [Fact]
    public void No_committed_file_names_a_path_of_somebodys_machine()
        => Expect.None(
            from file in Repository.Files
            where file.Path is not "Dockerfile" // paths of the image's own build stage
            from path in MachinePath().Matches(file.Text)
            select $"{file.Path} says {path.Value}");

    private static IEnumerable<SourceFile> OutsideHistory
        => Repository.CSharp.Where(f => !f.Path.StartsWith("Letta.Migrations/History/", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![\w.])/(work|root|Users|tmp/wt)/\S*|\b[A-Z]:\\Users\\\S*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MachinePath();
}
