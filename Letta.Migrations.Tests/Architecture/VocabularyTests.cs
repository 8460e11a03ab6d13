using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>What the engine, the autogenerator and the command line must not speak of: they are for any schema.</summary>
public sealed partial class VocabularyTests
{
    private static readonly string[] Neutral
        = ["Letta.Migrations.Core/", "Letta.Migrations.Design/", "Letta.Migrations.Cli/", "Letta.Migrations.Generator/"];

    /// <summary>Comments may: they say where evidence is from.</summary>
    [Fact]
    public void No_name_and_no_text_of_a_neutral_library_speaks_of_Letta_or_Alembic()
        => Expect.None(
            from file in Repository.CSharp
            where Neutral.Any(n => file.Path.StartsWith(n, StringComparison.Ordinal))
            from token in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTokens()
            where !IsOfTheAssemblysName(token)
            let text = OwnName().Replace(token.Text, "")
            where text.Contains("letta", StringComparison.OrdinalIgnoreCase) || text.Contains("alembic", StringComparison.OrdinalIgnoreCase)
            select $"{file.Path}, line {token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {token.Text.Trim()}");

    /// <summary>In <c>Letta.Migrations.Errors</c>, say.</summary>
    private static bool IsOfTheAssemblysName(SyntaxToken token)
        => token.Text == "Letta" && token.GetNextToken().Text == "." && token.GetNextToken().GetNextToken().Text == "Migrations";

    [GeneratedRegex(@"Letta\.Migrations\b", RegexOptions.None, 1000)]
    private static partial Regex OwnName();
}
