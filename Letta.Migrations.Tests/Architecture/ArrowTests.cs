using System.Text.RegularExpressions;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Architecture;

public sealed partial class ArrowTests
{
    /// <summary>Each type of the engine that has a file of its name, with the folder of that file.</summary>
    private static readonly Dictionary<string, string> Folders = EngineSources
        .Where(f => f.Path.Count(c => c == '/') > 1)
        .ToDictionary(
            f => $"{Namespace().Match(f.Text).Groups["name"].Value}.{Path.GetFileNameWithoutExtension(f.Path)}",
            f => Arrows.FolderOf(f.Path)!,
            StringComparer.Ordinal);

    private static readonly Type[] Compiled = typeof(MigrationRunner).Assembly.GetTypes();

    /// <summary>By what is compiled: it sees through aliases, partly qualified names, <c>var</c> and extension methods.</summary>
    [Fact]
    public void Types_of_the_engine_refer_only_along_the_arrows_of_their_folders()
        => Expect.None(
            from type in Compiled
            let folder = FolderOf(type)
            where folder is not null
            from other in TypeReferences.Find(type)
            where other.Assembly == type.Assembly
            let against = Arrows.Against(folder, FolderOf(other))
            where against is not null
            select $"{against}: {type.FullName} → {other.FullName}");

    [Fact]
    public void The_two_engines_do_not_know_each_other()
        => Expect.None(
            from type in Compiled
            from other in TypeReferences.Find(type)
            where (InNamespace(type, "Letta.Migrations.Engines.Sqlite")
                && (InNamespace(other, "Letta.Migrations.Engines.Postgres") || InNamespace(other, "Npgsql")))
                || (InNamespace(type, "Letta.Migrations.Engines.Postgres")
                    && (InNamespace(other, "Letta.Migrations.Engines.Sqlite") || InNamespace(other, "Microsoft.Data.Sqlite")))
            select $"{type.FullName} → {other.FullName}");

    /// <summary>A folder may be deeper than its namespace, never elsewhere.</summary>
    [Fact]
    public void Every_source_of_the_engine_lies_in_a_folder_with_a_place_and_is_of_its_namespace()
        => Expect.None(
            from file in EngineSources
            let folder = Arrows.FolderOf(file.Path)
            let name = Namespace().Match(file.Text).Groups["name"].Value
            where folder is null || !Arrows.HasPlace(folder)
                || !(name is "Microsoft.Extensions.DependencyInjection" // Where the extensions of an IServiceCollection are looked for.
                    || $"Letta.Migrations.{folder.Replace('/', '.')}.".StartsWith($"{name}.", StringComparison.Ordinal))
            select $"{file.Path} is of {name}");

    [Fact]
    public void Projects_refer_only_downwards()
    {
        string[] allowed =
        [
            "Letta.Migrations → Letta.Migrations.Core",
            "Letta.Migrations → Letta.Migrations.Generator", // Only for the compiler.
            "Letta.Migrations.Bench → Letta.Migrations",
            "Letta.Migrations.Cli → Letta.Migrations.Core",
            "Letta.Migrations.Design → Letta.Migrations.Core",
            "Letta.Migrations.Host → Letta.Migrations",
            "Letta.Migrations.Host → Letta.Migrations.Cli",
            "Letta.Migrations.Host → Letta.Migrations.Design",
            "Letta.Migrations.Host → Letta.Migrations.Model",
            "Letta.Migrations.Model → Letta.Migrations.Design",
            "Letta.Migrations.Testing → Letta.Migrations.Core",
            "Library.Migrations → Letta.Migrations.Cli",
            "Library.Migrations → Letta.Migrations.Core",
            "Library.Migrations → Letta.Migrations.Design",
            "Library.Migrations → Letta.Migrations.Generator",
        ];

        Expect.None(
            from project in Repository.Projects
            let name = Path.GetFileNameWithoutExtension(project.Path)
            where !name.Contains("Tests", StringComparison.Ordinal)
            from reference in ProjectReference().Matches(project.Text)
            let arrow = $"{name} → {reference.Groups["project"].Value}"
            where !allowed.Contains(arrow)
            select arrow);
    }

    private static IEnumerable<SourceFile> EngineSources
        => Repository.CSharp.Where(f => f.Path.StartsWith(Arrows.Engine + "/", StringComparison.Ordinal));

    /// <summary>That of the file; a type within another, or beside another in one file, is where that other is.</summary>
    private static string? FolderOf(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.FullName is { } name && Folders.TryGetValue(name.Split('`')[0], out var folder) ? folder : null;
    }

    private static bool InNamespace(Type type, string ns)
        => type.Namespace is { } its
            && (string.Equals(its, ns, StringComparison.Ordinal) || its.StartsWith(ns + ".", StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"<ProjectReference Include=""([^""]*/)?(?<project>[\w.]+)\.csproj""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ProjectReference();
}
