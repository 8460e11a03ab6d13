using System.Text.RegularExpressions;
using Letta.Migrations.Errors;
using Letta.Migrations.Running.Telemetry;

namespace Letta.Migrations.Tests.Architecture;

public sealed class OperationsTests
{
    private static readonly string Text = Repository.Read("docs/operations.md");

    public static TheoryData<ExitCode> ExitCodes => [.. Enum.GetValues<ExitCode>()];

    [Theory]
    [MemberData(nameof(ExitCodes))]
    public void Every_exit_code_has_its_section(ExitCode code)
    {
        var section = Section((int)code);

        Assert.All(
            code == ExitCode.Done ? ["verified"] : (string[])["**What happened.**", "**Look at**", "**Do**"],
            part => Assert.Contains(part, section, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_metric_is_explained()
    {
        var names = typeof(Instruments).GetProperties().Select(p => p.GetValue(Instruments.For(LettaMigrations.Product)))
            .OfType<System.Diagnostics.Metrics.Instrument>()
            .Select(i => i.Name)
            .ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"| `{name}` |", Text, StringComparison.Ordinal));
    }

    /// <summary>
    /// The last roll-out's Job is in the way, and of one that has failed <c>--for=condition=complete</c> alone hears nothing. Tried with
    /// kubectl 1.32 against every order of the conditions that the Job controller sets: <c>SuccessCriteriaMet</c> before <c>Complete</c>,
    /// <c>FailureTarget</c> before <c>Failed</c>.
    /// </summary>
    [Theory]
    [InlineData("docs/operations.md", "base", "letta-migrate", "125m")]
    [InlineData("deploy/kubernetes/base/kustomization.yaml", "base", "letta-migrate", "125m")]
    [InlineData("deploy/kubernetes/backfill/kustomization.yaml", "backfill", "letta-backfill", "25h")]
    public void Job_is_replaced_and_waited_for_whichever_way_it_ends(string file, string folder, string job, string patience)
        => Assert.Equal(
            [
                $"kubectl delete job {job} --ignore-not-found",
                $"kubectl apply -k deploy/kubernetes/{folder}",
                $"kubectl wait --for=jsonpath='{{.status.conditions[-1:].type}}' job/{job} --timeout={patience}",
                $"kubectl wait --for=condition=complete job/{job} --timeout=1m",
            ],
            Repository.Read(file).Split('\n')
                .Where(
                    l => Regex.IsMatch(l, @"^(\$|#  ) kubectl (delete|apply|wait)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
                .Select(l => l.TrimStart('$', '#', ' ').Split("   ")[0].TrimEnd()));

    [Fact]
    public void Every_file_that_it_links_to_is_there()
        => Assert.All(
            Regex.Matches(Text, @"\]\((?<file>[^)#]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
                .Select(m => m.Groups["file"].Value),
            file => Assert.True(File.Exists(Path.Combine(Repository.Root.FullName, "docs", file)), file));

    private static string Section(int code)
    {
        var heading = Regex.Match(
            Text, $@"^### (\d+ and )?{code}(?=\W).*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(heading.Success, $"No section is headed {code}.");
        return Text[heading.Index..].Split("\n## ")[0].Split("\n### ")[0];
    }
}
