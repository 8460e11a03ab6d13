using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Architecture;

public sealed class DeploymentTests
{
    private static readonly string Job = Repository.Read("deploy/kubernetes/base/job.yaml");

    [Fact]
    public void Job_lives_longer_than_the_longest_statement_and_every_wait_before_it()
    {
        var options = new MigrationOptions();
        var longest = options.Wait + options.LockWait + options.LockRetryBudget + options.StatementTimeout;

        var deadline = TimeSpan.FromSeconds(int.Parse(Find(Job, @"activeDeadlineSeconds: (?<value>\d+)")));

        Assert.True(deadline > longest, $"The job is ended after {deadline}; the longest run takes {longest}.");
    }

    [Fact]
    public void Image_and_job_agree_on_the_user()
        => Assert.Equal(Find(Repository.Read("Dockerfile"), @"^USER (?<value>\d+)$"), Find(Job, @"runAsUser: (?<value>\d+)"));

    [Fact]
    public void Image_is_built_with_and_for_the_framework_of_the_projects()
    {
        var framework = Find(Repository.Read("Directory.Build.props"), @"<TargetFramework>net(?<value>[\d.]+)<");
        var dockerfile = Repository.Read("Dockerfile");

        Assert.Equal(framework, Find(dockerfile, @"dotnet/sdk:(?<value>[\d.]+)"));
        Assert.Equal(framework, Find(dockerfile, @"dotnet/runtime-deps:(?<value>[\d.]+)"));
    }

    [Fact]
    public void Image_is_built_from_every_project_that_the_executable_is_made_of()
    {
        var folders = WithReferences("Letta.Migrations.Host").ToHashSet(StringComparer.Ordinal);
        var sent = All(Repository.Read(".dockerignore"), @"^!(?<value>Letta\.Migrations[\w.]*)$");
        var restored = All(Repository.Read("Dockerfile"), @"^COPY (?<value>Letta\.Migrations[\w.]*)/");

        Assert.Equal(folders.Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
        Assert.Equal(folders.Order(StringComparer.Ordinal), restored.Order(StringComparer.Ordinal));
    }

    /// <summary>The executable, the label, the bill of materials, what is built by hand and what the manifests ask for.</summary>
    [Fact]
    public void One_version_is_everywhere()
    {
        var version = Find(Repository.Read("Directory.Build.props"), "<Version>(?<value>[^<]+)<");
        var dockerfile = Repository.Read("Dockerfile");
        var kustomizations = Directory.GetFiles(
            Path.Combine(Repository.Root.FullName, "deploy/kubernetes"), "kustomization.yaml", SearchOption.AllDirectories)
            .SelectMany(f => All(File.ReadAllText(f), @"newTag: (?<value>\S+)"));
        var images
            = (string[])[Repository.Read("README.md"), Repository.Read("docs/operations.md"), Repository.Read("deploy/compose.yaml")];

        Assert.Contains("-p:Version=$VERSION ", dockerfile, StringComparison.Ordinal);
        Assert.All(
            [
                .. All(dockerfile, @"^ARG VERSION=(?<value>\S+)"),
                .. kustomizations,
                .. images.SelectMany(t => All(t, @"letta-migrations:(?<value>[\w.]+)"))
            ],
            found => Assert.Equal(version, found));
    }

    /// <summary>A name without a tag means another image than the manifests ask for.</summary>
    [Fact]
    public void Image_is_nowhere_named_without_its_tag()
        => Assert.All(
            (string[])["README.md", "docs/operations.md", "deploy/compose.yaml"],
            file => Assert.DoesNotMatch(
                @"(?m)(--tag |--env LETTA_PG_URI |/var/lib/letta |LETTA_IMAGE:-|kind load docker-image )letta-migrations(?!:)",
                Repository.Read(file)));

    /// <summary>A project, and every one that its published build refers to, by its folder.</summary>
    private static IEnumerable<string> WithReferences(string project)
        => XDocument.Parse(Repository.Read($"{project}/{project}.csproj")).Descendants("ProjectReference")
            .Where(r => (string?)r.Parent!.Attribute("Condition") != "'$(DesignTime)' == 'true'")
            .SelectMany(r => WithReferences(Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)))
            .Prepend(project);

    private static string Find(string text, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
        => Regex.Match(
            text, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)) is { Success: true } match
            ? match.Groups["value"].Value
            : throw new InvalidOperationException($"Nothing matches {pattern}.");

    private static IEnumerable<string> All(string text, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
        => Regex.Matches(text, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(m => m.Groups["value"].Value);
}
