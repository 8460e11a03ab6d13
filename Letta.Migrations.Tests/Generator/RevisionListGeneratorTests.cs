using Letta.Migrations.Authoring;
using Letta.Migrations.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Letta.Migrations.Tests.Generator;

/// <summary>What the compiler says of a history, and what it writes of it.</summary>
public sealed class RevisionListGeneratorTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetFileName(p) is { } name
            && (name.StartsWith("System.", StringComparison.Ordinal)
                || name.StartsWith("FluentMigrator", StringComparison.Ordinal)
                || name is "netstandard.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
        MetadataReference.CreateFromFile(typeof(RevisionAttribute).Assembly.Location),
    ];

    [Fact]
    public void Two_revisions_of_one_version_are_an_error_at_both_files()
    {
        var (errors, _) = Run(
            ("One.cs", Revision("One", "20300101000001, \"one\"")), ("Two.cs", Revision("Two", "20300101000001, \"two\"")));

        Assert.Equal(
            [
                "One.cs(2,2): error LM0001: The version 20300101000001 belongs to two revisions: \"One\" and \"Two\" (Two.cs, line 2). "
                    + "Give one of them another.",
                "Two.cs(2,2): error LM0001: The version 20300101000001 belongs to two revisions: \"Two\" and \"One\" (One.cs, line 2). "
                    + "Give one of them another.",
            ],
            errors.Select(e => e.ToString()));
        Assert.Equal(["Two.cs", "One.cs"], errors.Select(e => Assert.Single(e.AdditionalLocations).GetLineSpan().Path));
    }

    [Fact]
    public void Two_revisions_of_one_foreign_id_are_an_error_at_both_files()
    {
        var (errors, _) = Run(
            ("One.cs", Revision("One", "1, \"aaaaaaaaaaa1\", \"one\"")),
            ("Two.cs", Revision("Two", "2, \"aaaaaaaaaaa1\", \"two\"")),
            ("Three.cs", Revision("Three", "3, \"three\"")));

        Assert.Equal(
            [
                "One.cs(2,2): error LM0002: The foreign id \"aaaaaaaaaaa1\" belongs to two revisions: \"One\" and \"Two\" (Two.cs, line "
                    + "2). Give one of them another.",
                "Two.cs(2,2): error LM0002: The foreign id \"aaaaaaaaaaa1\" belongs to two revisions: \"Two\" and \"One\" (One.cs, line "
                    + "2). Give one of them another.",
            ],
            errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Revisions_are_listed_in_the_order_of_their_versions_with_their_places()
    {
        var (errors, list) = Run(
            ("B.cs", Revision("B", "2, \"b\", FluentMigrator.TransactionBehavior.None")),
            ("A.cs", Revision("A", "1, \"aaaaaaaaaaa1\", \"a\"")));

        Assert.Empty(errors);
        Assert.Contains(
            """
                    new(1, 1, "aaaaaaaaaaa1", "a") { Type = typeof(global::A), Transactional = true, Create = static () => new global::A(), File = "A.cs", Line = 2 },
                    new(2, 2, null, "b") { Type = typeof(global::B), Transactional = false, Create = static () => new global::B(), File = "B.cs", Line = 2 },
            """,
            list,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_the_lock_file_are_in_the_list()
    {
        var (errors, list) = Run(
            "# comment\n1 1:aa 1:bb a\n<<<<<<< HEAD\n", ("A.cs", Revision("A", "1, \"a\"")), ("B.cs", Revision("B", "2, \"b\"")));

        Assert.Empty(errors);
        Assert.Contains("File = \"A.cs\", Line = 2, Locked = \"1:aa 1:bb\" },", list, StringComparison.Ordinal);
        Assert.Contains("File = \"B.cs\", Line = 2 },", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Revision_that_came_in_before_a_locked_one_is_a_warning_at_its_file()
    {
        var (errors, _) = Run(
            "3 1:aa 1:bb theirs\n", ("Mine.cs", Revision("Mine", "2, \"mine\"")), ("Theirs.cs", Revision("Theirs", "3, \"theirs\"")));

        Assert.Equal(
            [
                "Mine.cs(2,2): warning LM0003: Revision 2 is older than 3, which is locked: databases may have that one already. Move it to "
                    + "the end: revision --renumber 2.",
            ],
            errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Locked_revision_that_no_class_has_is_a_warning()
    {
        var (errors, _) = Run("1 1:aa 1:bb gone\n2 1:aa 1:bb here\n", ("Here.cs", Revision("Here", "2, \"here\"")));

        Assert.Equal(
            ["warning LM0004: history.lock has revision 1, which no class has any more; databases may have it. Bring it back."],
            errors.Select(e => e.ToString()));
    }

    private static string Revision(string type, string arguments) => $$"""
        using Letta.Migrations.Authoring;
        [Revision({{arguments}})]
        public sealed class {{type}} : Revision
        {
            public override void Up()
            {
            }

            public override void Down()
            {
            }
        }
        """;

    private static (IReadOnlyList<Diagnostic> Errors, string List) Run(params (string File, string Text)[] sources)
        => Run(locked: null, sources);

    private static (IReadOnlyList<Diagnostic> Errors, string List) Run(string? locked, params (string File, string Text)[] sources)
    {
        var compilation = CSharpCompilation.Create(
            "history",
            sources.Select(s => CSharpSyntaxTree.ParseText(s.Text, path: s.File, cancellationToken: TestContext.Current.CancellationToken)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var result = CSharpGeneratorDriver.Create(new RevisionListGenerator())
            .AddAdditionalTexts(locked is null ? [] : [new LockFile(locked)])
            .RunGenerators(compilation, TestContext.Current.CancellationToken)
            .GetRunResult();
        return (result.Diagnostics, Assert.Single(result.GeneratedTrees).GetText(TestContext.Current.CancellationToken).ToString());
    }

    private sealed class LockFile(string text) : AdditionalText
    {
        public override string Path => "/source/history.lock";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
