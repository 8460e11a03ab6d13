using System.Text.RegularExpressions;
using Letta.Migrations.Tests.Host;

namespace Letta.Migrations.Tests.Architecture;

public sealed partial class JustfileTests
{
    private static readonly string Text = Repository.Read("justfile");

    private static readonly Dictionary<string, string> Variables
        = Variable().Matches(Text).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal);

    /// <summary>Each recipe with its one line, variables filled in.</summary>
    private static readonly Dictionary<string, string> All = Recipe().Matches(Text).ToDictionary(
        m => m.Groups["name"].Value,
        m => Use().Replace(m.Groups["line"].Value, u => Variables[u.Groups["name"].Value]),
        StringComparer.Ordinal);

    public static TheoryData<string> Recipes => [.. All.Keys];

    [Fact]
    public void Every_workflow_has_its_recipe()
        => Assert.Equal(
            ["ready", "start-services", "stop-services", "upgrade", "revision", "check", "reset", "letta-migrate", "test"], All.Keys);

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task Recipe_is_one_command_that_exists(string recipe)
    {
        var words = All[recipe].Replace(" \"$@\"", "", StringComparison.Ordinal).Split(' ');
        switch (words)
        {
            case ["dotnet", "run", "--project", var project, "--", var verb]:
                Assert.True(File.Exists(Path.Combine(Repository.Root.FullName, project, $"{project}.csproj")), project);
                Assert.Equal(recipe, verb);
                Assert.Equal(0, (await InProcess.RunAsync(verb, "--help")).Exit);
                break;
            case ["docker", "compose", "-f", var file, "up", "--detach", "--wait", var service]:
                Assert.Contains($"\n  {service}:\n", Repository.Read(file), StringComparison.Ordinal);
                break;
            case ["docker", "compose", "-f", var file, "down"]:
                Assert.NotEmpty(Repository.Read(file));
                break;
            case ["dotnet", "test", var solution]:
                Assert.NotEmpty(Repository.Read(solution));
                break;
            case ["artifacts/bin/Letta.Migrations.Host/debug/letta-migrate"]:
                Assert.True(File.Exists(Path.Combine(Repository.Root.FullName, words[0])), words[0]);
                break;
            default:
                Assert.Fail($"\"{All[recipe]}\" is no command that this test knows.");
                break;
        }
    }

    [GeneratedRegex("""^(?<name>\w+) := "(?<value>.*)"$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?<name>[a-z-]+)( \*args)?:\n    (?<line>.+)\n(?! )", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Recipe();

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();
}
