using System.Collections.Concurrent;
using System.Reflection;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Autogenerate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Skills;

/// <summary>The sources of Letta's model, as somebody edits them; compiled when the model is read.</summary>
internal sealed class EditedModel
{
    private const string Project = "Letta.Migrations.Model";

    /// <summary>What the SDK and the project put in front of every file.</summary>
    private const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Letta.Migrations.Design.Modelling;
        """;

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. RevisionCompiler.References.Where(r => Path.GetFileNameWithoutExtension(r.FilePath) != Project),
    ];

    /// <summary>What was compiled for one engine is the same for the other.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<DatabaseSchema>> Compiled = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, string> _sources = new(
        Repository.CSharp.Where(f => f.Path.StartsWith($"{Project}/", StringComparison.Ordinal)).ToDictionary(f => f.Path, f => f.Text),
        StringComparer.Ordinal);

    private bool _edited;

    /// <summary>Writes something else into a file, wherever the text stands.</summary>
    public void Replace(string file, string text, string by)
    {
        _edited = true;
        var source = _sources[$"{Project}/{file}"];
        Assert.Contains(text, source, StringComparison.Ordinal);
        _sources[$"{Project}/{file}"] = source.Replace(text, by, StringComparison.Ordinal);
    }

    public void Delete(string file)
    {
        _edited = true;
        Assert.True(_sources.Remove($"{Project}/{file}"), file);
    }

    /// <summary>What the model says as it is now.</summary>
    public DatabaseSchema Read()
    {
        if (!_edited)
            return Drafting.Model();

        string[] sources = [Implicit, .. _sources.Values];
        return Compiled.GetOrAdd(string.Join('\0', sources), _ => new Lazy<DatabaseSchema>(() => Compile(sources))).Value;
    }

    private static DatabaseSchema Compile(IEnumerable<string> sources)
    {
        // Its own name, by which the design time lets it in.
        var compilation = CSharpCompilation.Create(
            Project,
            sources.Select(text => CSharpSyntaxTree.ParseText(text)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var library = new MemoryStream();
        var result = compilation.Emit(library);
        if (!result.Success)
            Assert.Fail(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));

        var create = Assembly.Load(library.ToArray()).GetType($"{Project}.LettaDbContext")!.GetMethod("ForDesign")!;
        using var context = (DbContext)create.Invoke(null, null)!;
        return ModelReader.Read(context);
    }
}
