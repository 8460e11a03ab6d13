using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Letta.Migrations.Generator;

/// <summary>
/// A class with a <c>[Revision]</c>: what the list says of it, and where it is. A value, so that nothing is written again that did not
/// change.
/// </summary>
internal sealed record RevisionEntry(long Version, string? ForeignId, string Type, string Code, SourcePlace Place)
{
    public static RevisionEntry? Read(GeneratorAttributeSyntaxContext found)
    {
        var attribute = found.Attributes[0];
        var values = attribute.AttributeConstructor!.Parameters
            .Zip(attribute.ConstructorArguments, (parameter, argument) => (parameter.Name, argument.Value))
            .ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        if (values["version"] is not long version || values["name"] is not string name)
            return null; // The compiler has an error of its own about it.

        var (foreign, line) = (values.TryGetValue("foreignId", out var id) ? (string?)id : null, values["line"] ?? 0);
        var type = found.TargetSymbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return new RevisionEntry(
            version,
            foreign,
            found.TargetSymbol.Name,
            $"{version}, {Literal(foreign)}, {Literal(name)}) {{ Type = typeof({type}), Transactional "
                + $"= {(values["transaction"] is 0 ? "true" : "false")}, "
                + $"Create = static () => new {type}(), File = {Literal((string?)values["file"])}, Line = {line}",
            SourcePlace.Read(attribute));
    }

    private static string Literal(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);
}
