using System.Xml.Linq;

namespace Letta.Migrations.Tests.Architecture;

public sealed class PackageTests
{
    [Fact]
    public void No_project_gives_a_package_a_version_of_its_own()
        => Expect.None(
            from project in Repository.Projects
            from reference in XDocument.Parse(project.Text).Descendants("PackageReference")
            where reference.Attribute("Version") is not null
                || reference.Attribute("VersionOverride") is not null
                || reference.Element("Version") is not null
            select $"{project.Path}: {reference}");

    [Fact]
    public void Every_package_that_is_referred_to_is_pinned_to_one_exact_version()
    {
        var pins = Pins("Directory.Packages.props");
        var referred = Repository.Projects.Select(p => p.Text).Append(Repository.Read("Directory.Build.props"))
            .SelectMany(text => XDocument.Parse(text).Descendants("PackageReference"))
            .Select(r => r.Attribute("Include")!.Value);

        Expect.None(referred.Except(pins.Keys, StringComparer.OrdinalIgnoreCase));
        Assert.All(pins.Values, version => Assert.Matches(@"^\d+\.\d+\.\d+$", version));
    }

    [Fact]
    public void What_is_made_from_the_template_has_the_versions_that_are_tested_here()
    {
        var pins = Pins("Directory.Packages.props");

        Expect.None(
            from pin in Pins("templates/Letta.Migrations.Templates/content/migrations/Directory.Packages.props")
            let expected = pin.Key.StartsWith("Letta.", StringComparison.Ordinal) ? "$(LettaMigrationsVersion)" : pins[pin.Key]
            where pin.Value != expected
            select $"{pin.Key} is {pin.Value}, expected {expected}");
    }

    [Fact]
    public void Every_project_has_a_lock_file()
        => Expect.None(
            from project in Repository.Projects
            where !File.Exists(Path.Combine(Path.GetDirectoryName(project.FullPath)!, "packages.lock.json"))
            select $"{project.Path} has none");

    [Fact]
    public void Every_project_belongs_to_the_solution()
    {
        var solution = Repository.Read("Letta.sln").Replace('\\', '/');

        Assert.All(Repository.Projects, p => Assert.Contains($"\"{p.Path}\"", solution, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Pins(string path)
        => XDocument.Parse(Repository.Read(path)).Descendants("PackageVersion")
            .ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("Version")!.Value, StringComparer.OrdinalIgnoreCase);
}
