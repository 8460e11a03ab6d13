using System.Reflection;
using Letta.Migrations.Authoring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>A revision made from the text of its file, as the library that it is written into would be.</summary>
internal static class CompiledRevision
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal)
                    || name.StartsWith("FluentMigrator", StringComparison.Ordinal)
                    || name is "netstandard.dll" or "Letta.Migrations.Core.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ]);

    /// <summary>The class in it.</summary>
    public static Type Compile(string text)
    {
        var compilation = CSharpCompilation.Create(
            $"Generated_{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(text)],
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(
                $"It does not compile:\n{string.Join('\n', result.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error))}");
        return Assembly.Load(image.ToArray()).GetTypes().Single(typeof(Revision).IsAssignableFrom);
    }
}
