using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>What the engine, the autogenerator and the command line must not speak of: they are for any schema.</summary>
public sealed partial class VocabularyTests
{
    private static readonly string[] Neutral
        = ["Letta.Migrations.Core/", "Letta.Migrations.Design/", "Letta.Migrations.Cli/", "Letta.Migrations.Generator/"];

    [Fact]
    public void No_name_and_no_text_of_a_neutral_library_speaks_of_Letta_or_Alembic()
        => Expect.None(
            from file in Repository.CSharp
            where IsNeutral(file)
            from token in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTokens()
            where !IsOfTheAssemblysName(token) && SpeaksOfThem(token.Text)
            select $"{file.Path}, line {token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {token.Text.Trim()}");

    [Fact]
    public void No_comment_of_a_neutral_library_speaks_of_Letta_or_Alembic()
        => Expect.None(
            from file in Repository.CSharp
            where IsNeutral(file)
            from trivia in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTrivia()
            where SyntaxFacts.IsDocumentationCommentTrivia(trivia.Kind())
                || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
                || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
            let first = trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1
            from line in trivia.ToFullString().Split('\n').Select((text, i) => (Text: text.Trim(), Number: first + i))
            where SpeaksOfThem(line.Text)
            select $"{file.Path}, line {line.Number}: {line.Text}");

    private static bool IsNeutral(SourceFile file) => Neutral.Any(n => file.Path.StartsWith(n, StringComparison.Ordinal));

    private static bool SpeaksOfThem(string text)
        => OwnName().Replace(text, "") is var rest
            && (rest.Contains("letta", StringComparison.OrdinalIgnoreCase) || rest.Contains("alembic", StringComparison.OrdinalIgnoreCase));

    /// <summary>In <c>Letta.Migrations.Errors</c>, say.</summary>
    private static bool IsOfTheAssemblysName(SyntaxToken token)
        => token.Text == "Letta" && token.GetNextToken().Text == "." && token.GetNextToken().GetNextToken().Text == "Migrations";

    [GeneratedRegex(@"Letta\.Migrations\b", RegexOptions.None, 1000)]
    private static partial Regex OwnName();
}
