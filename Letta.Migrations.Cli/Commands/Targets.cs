using System.CommandLine;
using System.Text.RegularExpressions;
using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>The argument that names a revision or a place in the history.</summary>
internal static partial class Targets
{
    /// <summary>An argument that completes to what the history offers.</summary>
    /// <param name="name">Its name in the help.</param>
    /// <param name="description">What it may be.</param>
    /// <param name="revisions">The history.</param>
    /// <param name="words">What it may be besides a revision.</param>
    public static Argument<RevisionTarget> Argument(string name, string description, RevisionSet revisions, params string[] words)
    {
        var argument = new Argument<RevisionTarget>(name)
        {
            Description = description,
            HelpName = name,
            CustomParser = result => result.Tokens is [{ Value: var text }] ? RevisionTarget.Parse(text) : null,
        };
        argument.CompletionSources.Add(_ => [.. words, .. revisions.All.Select(r => r.Id)]);
        argument.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var text }])
                return;
            if (text.StartsWith('-') && !Step().IsMatch(text))
                result.AddError(UsageErrors.NoSuchOption(text, result));
            else if (!Name().IsMatch(text))
                result.AddError($"{UsageErrors.Shown(text)} does not name a revision.");
        });
        return argument;
    }

    /// <summary>That a revision goes by its id in another tool as well, to be said after other names of it.</summary>
    public static string ForeignId(MigrationProduct product)
        => product.Companion is { } companion ? $", {Article(companion.Tool)} {companion.Tool} id" : "";

    private static string Article(string name) => "AEIOU".Contains(name[0], StringComparison.Ordinal) ? "an" : "a";

    [GeneratedRegex("^[+-][0-9]{1,9}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Step();

    [GeneratedRegex("^[+-]?[A-Za-z0-9_]{1,64}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
