using Letta.Migrations.Cli.Output;
using Letta.Migrations.Tests.Architecture;

namespace Letta.Migrations.Tests.Host;

public sealed class HistoryPageTests
{
    [Fact]
    public void Page_of_the_history_is_what_the_revisions_say_of_themselves()
        => Assert.True(
            Repository.Read("docs/history.md").TrimEnd('\n') == HistoryPage.Write(LettaMigrations.Revisions, LettaMigrations.Product),
            "The page is out of date: dotnet run --project Letta.Migrations.Host -- history --markdown > docs/history.md");

    [Fact]
    public async Task Markdown_of_a_history_has_a_line_for_each_revision_and_needs_no_database()
    {
        var letta = await InProcess.RunAsync("history", "--markdown", "--connection", "postgresql://nobody@nowhere.invalid/none");

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Contains(
            "\n| 2 | 20300101000002 | aaaaaaaaaaa2 | create pears, which grow slower | + table `pears` |  | yes |\n",
            letta.Out,
            StringComparison.Ordinal);
        Assert.DoesNotContain("lost on the way up\n", letta.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_is_not_json()
    {
        var letta = await InProcess.RunAsync("history", "--markdown", "--json");

        Assert.Equal(2, letta.Exit);
        Assert.Contains("exclude each other", letta.Out, StringComparison.Ordinal);
    }
}
