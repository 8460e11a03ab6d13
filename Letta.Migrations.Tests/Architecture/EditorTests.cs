using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>What the editor is given to run: each is a command that exists, and takes what it is given.</summary>
public sealed partial class EditorTests
{
    private static readonly JsonElement Tasks = Read("tasks.json");
    private static readonly JsonElement Launches = Read("launch.json");

    public static TheoryData<string> Labels => [.. Labelled.Keys];

    private static Dictionary<string, JsonElement> Labelled
        => Tasks.GetProperty("tasks").EnumerateArray().ToDictionary(t => t.GetProperty("label").GetString()!, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Task_is_a_command_that_exists(string label)
    {
        var task = Labelled[label];
        Assert.Equal("process", task.GetProperty("type").GetString()); // A shell would divide a message with blanks.
        await AcceptAsync([Filled(task.GetProperty("command"), Tasks), .. Arguments(task, Tasks)]);
    }

    [Fact]
    public void What_is_debugged_is_built_before_and_takes_its_arguments()
    {
        foreach (var launch in Launches.GetProperty("configurations").EnumerateArray())
        {
            Assert.Contains(launch.GetProperty("preLaunchTask").GetString()!, Labelled.Keys);
            var program = Program().Match(launch.GetProperty("program").GetString()!);
            var (project, assembly) = (program.Groups["project"].Value, program.Groups["assembly"].Value);
            // This build may be the other one of debug and release.
            var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;
            Assert.True(
                File.Exists(Path.Combine(Repository.Root.FullName, "artifacts", "bin", project, built, assembly)),
                $"{launch.GetProperty("program").GetString()} is not what the build makes.");
            string[] arguments = [.. Arguments(launch, Launches)];
            if (project == "Letta.Migrations.Host")
                Assert.Null(LettaCommandLine.ErrorOf(arguments));
            else
                Assert.True(arguments is ["-class", var name] && IsTestClass(name.TrimStart('*', '.')), string.Join(' ', arguments));
        }
    }

    [Fact]
    public void Extension_that_is_recommended_is_the_one_that_the_debugger_comes_with()
        => Assert.Equal(
            ["ms-dotnettools.csharp"],
            Read("extensions.json").GetProperty("recommendations").EnumerateArray().Select(e => e.GetString()));

    private static async Task AcceptAsync(string[] words)
    {
        switch (words)
        {
            case ["dotnet", "run", "--project", var project, "--", .. var arguments]:
                Assert.True(Exists($"{project}/{project}.csproj"), project);
                Assert.Null(LettaCommandLine.ErrorOf(arguments));
                break;
            case ["dotnet", ("build" or "format" or "test") and var verb, var project, .. var options]:
                Assert.True(Exists(project) || Exists($"{project}/{project}.csproj"), project);
                var help = await HelpAsync(verb);
                foreach (var option in options.Where(o => o.StartsWith('-')))
                    Assert.Matches($@"(^|[\s,]){Regex.Escape(option)}[\s,]", help);
                if (options is ["--filter", var filter])
                    Assert.True(filter.Split('~') is ["FullyQualifiedName", var name] && IsTestClass(name), filter);
                else if (options is ["-c", var configuration])
                    Assert.Contains($"\t\t{configuration}|Any CPU = ", Repository.Read(project), StringComparison.Ordinal);
                break;
            case ["docker", "compose", "-f", var file, "up", "--detach", "--wait", var service]:
                Assert.Contains($"\n  {service}:\n", Repository.Read(file), StringComparison.Ordinal);
                break;
            case ["docker", "compose", "-f", var file, "down"]:
                Assert.True(Exists(file), file);
                break;
            default:
                Assert.Fail($"\"{string.Join(' ', words)}\" is no command that this test knows.");
                break;
        }
    }

    private static async Task<string> HelpAsync(string verb)
    {
        using var dotnet = Process.Start(new ProcessStartInfo("dotnet", [verb, "--help"])
        {
            WorkingDirectory = Repository.Root.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        return await dotnet.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static bool Exists(string path) => File.Exists(Path.Combine(Repository.Root.FullName, path));

    private static bool IsTestClass(string name)
        => typeof(EditorTests).Assembly.GetTypes().Any(t => t.Name.EndsWith(name, StringComparison.Ordinal));

    private static JsonElement Read(string file) => JsonDocument.Parse(Repository.Read($".vscode/{file}")).RootElement;

    private static IEnumerable<string> Arguments(JsonElement command, JsonElement file)
        => command.GetProperty("args").EnumerateArray().Select(a => Filled(a, file));

    /// <summary>With what the editor offers for each input.</summary>
    private static string Filled(JsonElement text, JsonElement file)
        => Input().Replace(text.GetString()!, input => file.GetProperty("inputs").EnumerateArray()
            .Single(i => i.GetProperty("id").GetString() == input.Groups["id"].Value).GetProperty("default").GetString()!);

    [GeneratedRegex(@"\$\{input:(?<id>\w+)\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Input();

    [GeneratedRegex(
        @"^\$\{workspaceFolder\}/artifacts/bin/(?<project>[\w.]+)/debug/(?<assembly>[\w.-]+)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Program();
}
