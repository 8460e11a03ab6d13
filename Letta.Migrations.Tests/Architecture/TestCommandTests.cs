using System.Xml.Linq;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>Two commands run the tests, and no test is in neither: of those that CONTRIBUTING.md names, and CI runs.</summary>
public sealed class TestCommandTests
{
    private const string Default = "tests.runsettings", Other = "sweeps.runsettings";

    [Fact]
    public void What_one_command_leaves_out_the_other_runs()
        => Assert.Equal(
            Filter(Default).Replace("!=", "=", StringComparison.Ordinal).Replace('&', '|'),
            Filter(Other));

    [Fact]
    public void The_first_is_the_default_and_ci_runs_both()
    {
        Assert.Contains(
            $"<RunSettingsFilePath>$(MSBuildThisFileDirectory){Default}</RunSettingsFilePath>",
            Repository.Read("Directory.Build.targets"),
            StringComparison.Ordinal);
        var ci = Repository.Read(".ci/run");
        Assert.Contains("\nrun_tests \"test\"\n", ci, StringComparison.Ordinal);
        Assert.Contains($"\nrun_tests \"sweeps\" --settings {Other}\n", ci, StringComparison.Ordinal);
        Assert.Contains($"\n$ dotnet test --settings {Other} ", Repository.Read("CONTRIBUTING.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("--filter", ci, StringComparison.Ordinal);
    }

    private static string Filter(string file) => XDocument.Parse(Repository.Read(file)).Descendants("TestCaseFilter").Single().Value;
}
