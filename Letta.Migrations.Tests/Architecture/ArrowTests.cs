using System.Text.RegularExpressions;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Architecture;

public sealed partial class ArrowTests
{
    private static readonly Type[] Compiled = typeof(MigrationRunner).Assembly.GetTypes();

    [Fact]
    public void Compiled_types_refer_only_along_the_arrows()
        => Expect.None(
            from type in Compiled
            from other in TypeReferences.Of(type)
            where other.Assembly == type.Assembly
            let against = Arrows.Against(Arrows.FolderOf(type.Namespace), Arrows.FolderOf(other.Namespace))
            where against is not null
            select $"{against}: {type.FullName} → {other.FullName}");

    [Fact]
    public void Sources_name_only_namespaces_along_the_arrows()
        => Expect.None(
            from file in LibrarySources
            from name in OurName().Matches(file.Code)
            let against = Arrows.Against(file.Path.Split('/')[1], name.Groups["folder"].Value)
            where against is not null
            select $"{against}: {file.Path} says {name.Value}");

    [Fact]
    public void The_two_engines_do_not_know_each_other()
        => Expect.None(
            from type in Compiled
            from other in TypeReferences.Of(type)
            where (InNamespace(type, "Letta.Migrations.Engines.Sqlite") && (InNamespace(other, "Letta.Migrations.Engines.Postgres") || InNamespace(other, "Npgsql")))
                || (InNamespace(type, "Letta.Migrations.Engines.Postgres") && (InNamespace(other, "Letta.Migrations.Engines.Sqlite") || InNamespace(other, "Microsoft.Data.Sqlite")))
            select $"{type.FullName} → {other.FullName}");

    [Fact]
    public void Every_source_of_the_library_lies_in_a_folder_with_a_place_and_is_of_its_namespace()
        => Expect.None(
            from file in LibrarySources
            let folder = file.Path.Split('/')[1]
            where !Arrows.Folders.Contains(folder) || !Namespaces(folder).Any(ns => file.Code.Contains($"namespace {ns}", StringComparison.Ordinal))
            select file.Path);

    [Fact]
    public void Projects_refer_only_downwards()
    {
        string[] allowed =
        [
            "Letta.Migrations → Letta.Migrations.Generator", // Only for the compiler.
            "Letta.Migrations.Bench → Letta.Migrations",
            "Letta.Migrations.Design → Letta.Migrations",
            "Letta.Migrations.Host → Letta.Migrations",
            "Letta.Migrations.Host → Letta.Migrations.Design",
        ];

        Expect.None(
            from project in Repository.Projects
            let name = Path.GetFileNameWithoutExtension(project.Path)
            where !name.StartsWith("Letta.Migrations.Tests", StringComparison.Ordinal)
            from reference in ProjectReference().Matches(project.Text)
            let arrow = $"{name} → {reference.Groups["project"].Value}"
            where !allowed.Contains(arrow)
            select arrow);
    }

    private static IEnumerable<SourceFile> LibrarySources
        => Repository.CSharp.Where(f => f.Path.StartsWith(Arrows.Library + "/", StringComparison.Ordinal));

    /// <summary>A folder's own; and the one where the extensions of an <c>IServiceCollection</c> are looked for.</summary>
    private static string[] Namespaces(string folder) => [$"{Arrows.Library}.{folder}", "Microsoft.Extensions.DependencyInjection;"];

    private static bool InNamespace(Type type, string ns)
        => type.Namespace is { } its && (string.Equals(its, ns, StringComparison.Ordinal) || its.StartsWith(ns + ".", StringComparison.Ordinal));

    [GeneratedRegex(@"\bLetta\.Migrations\.(?<folder>\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex OurName();

    [GeneratedRegex(@"<ProjectReference Include=""([^""]*/)?(?<project>[\w.]+)\.csproj""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ProjectReference();
}
