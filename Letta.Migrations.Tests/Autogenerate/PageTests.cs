using System.Text.RegularExpressions;
using Letta.Migrations.Tests.Architecture;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>docs/autogenerate.md: every row of its table names a test that there is.</summary>
public sealed partial class PageTests
{
    private static readonly string[] Rows
        = [.. Repository.Read("docs/autogenerate.md").Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];

    [Fact]
    public void Every_row_names_tests_that_there_are()
    {
        var tests = typeof(PageTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .Where(
                m => m.IsDefined(typeof(FactAttribute), inherit: false)
                    || m.IsDefined(typeof(TheoryAttribute), inherit: false)).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(Rows);
        Expect.None(
            from row in Rows
            let named = Name().Matches(row.Split('|')[^2]).Select(m => m.Groups["name"].Value).ToList()
            from wrong in named.Count == 0 ? ["none"] : named.Where(n => !tests.Contains(n))
            select $"{row.Split('|')[1].Trim()}: {wrong}");
    }

    [GeneratedRegex("`(?<name>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
