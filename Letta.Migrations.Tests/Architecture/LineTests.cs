using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Letta.Migrations.Tests.Architecture;

public sealed class LineTests
{
    private const int Widest = 140;
    private const int LongText = 90;

    /// <summary>
    /// What is sent or printed as it stands may be wider: the text of raw strings, and a line that is filled by one text. So may released
    /// revisions, which are not edited.
    /// </summary>
    [Fact]
    public void No_line_of_code_is_wider_than_140_columns()
        => Expect.None(
            from file in Repository.CSharp
            where !file.Path.StartsWith("Letta.Migrations/History/", StringComparison.Ordinal)
            where File.ReadLines(file.FullPath).Any(l => l.Length > Widest)
            let tree = CSharpSyntaxTree.ParseText(file.Text)
            let texts = Texts(tree).ToList()
            from line in tree.GetText().Lines
            where line.Span.Length > Widest && !texts.Exists(t => t.OverlapsWith(line.Span))
            select $"{file.Path}, line {line.LineNumber + 1}: {line.Span.Length} columns");

    private static IEnumerable<TextSpan> Texts(SyntaxTree tree)
        => tree.GetRoot().DescendantNodes()
            .Where(n => n is InterpolatedStringExpressionSyntax
                || (n is LiteralExpressionSyntax l && l.IsKind(SyntaxKind.StringLiteralExpression)))
            .Select(n => n.Span)
            .Where(span => span.Length >= LongText);
}
