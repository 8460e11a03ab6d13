using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Letta.Migrations.Generator;

/// <summary>A place in a source file. The compiler's own <see cref="Location"/> holds on to a whole syntax tree.</summary>
internal sealed record SourcePlace(string File, TextSpan Span, LinePositionSpan Lines)
{
    public Location Location => Location.Create(File, Span, Lines);

    public static SourcePlace Read(AttributeData attribute)
    {
        var syntax = attribute.ApplicationSyntaxReference!;
        return new SourcePlace(syntax.SyntaxTree.FilePath, syntax.Span, syntax.SyntaxTree.GetLineSpan(syntax.Span).Span);
    }
}
