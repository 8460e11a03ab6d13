using System.Reflection;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>Makes a class of the text of a revision, as the library's own build would: a warning is an error.</summary>
internal static class RevisionCompiler
{
    /// <summary>What the SDK puts in front of every file.</summary>
    private const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What the tests themselves refer to.</summary>
    public static IReadOnlyList<PortableExecutableReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        generalDiagnosticOption: ReportDiagnostic.Error,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The revision in that text.</summary>
    public static Type Compile(string text)
        => CompileAll(text).Single(t => t.GetCustomAttribute<RevisionAttribute>() is not null);

    /// <summary>Every class in that text.</summary>
    /// <param name="text">A file.</param>
    /// <param name="global">The global usings of its project.</param>
    public static IReadOnlyList<Type> CompileAll(string text, string global = "")
    {
        var compilation = CSharpCompilation.Create(
            $"Revision{Guid.NewGuid():N}",
            [.. ((string[])[Implicit, global, text]).Select(file => CSharpSyntaxTree.ParseText(file))],
            References,
            Options);
        using var library = new MemoryStream();
        var result = compilation.Emit(library);
        if (!result.Success)
            Assert.Fail($"{string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))}\n{text}");
        return Assembly.Load(library.ToArray()).GetTypes();
    }

    /// <summary>A history, and the revision in that text behind it.</summary>
    public static RevisionSet Behind(RevisionSet history, string text)
        => RevisionSet.From([.. history.All.Select(r => r.Type), Compile(text)]);
}
