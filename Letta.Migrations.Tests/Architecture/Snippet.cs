using System.Text.Json;
using System.Text.RegularExpressions;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>A snippet of the editor.</summary>
/// <param name="Prefix">What is typed for it.</param>
/// <param name="Scope">The languages that it is offered in.</param>
/// <param name="Body">Its text, with what the editor fills in.</param>
internal sealed partial record Snippet(string Prefix, string Scope, string Body)
{
    private const string Ending = "-down";

    public static IReadOnlyList<Snippet> All { get; } = Read();

    /// <summary>Whether it is a whole file; otherwise it is what a revision says.</summary>
    public bool IsFile => Body.Contains("\nnamespace ", StringComparison.Ordinal);

    /// <summary>Whether it belongs into <c>Down</c>, to what another one says in <c>Up</c>.</summary>
    public bool IsDown => Prefix.EndsWith(Ending, StringComparison.Ordinal);

    /// <summary>The prefix of the one that takes this one back.</summary>
    public string Down => $"{Prefix}{Ending}";

    /// <summary>What stands in the file for somebody who leaves everything as it is offered.</summary>
    public string Text
    {
        get
        {
            var defaults = Place().Matches(Body).Where(m => m.Groups["default"].Success)
                .ToDictionary(m => m.Groups["stop"].Value, m => m.Groups["default"].Value, StringComparer.Ordinal);
            return Place().Replace(Body, place => place switch
            {
                _ when place.Groups["escaped"] is { Success: true } escaped => escaped.Value,
                _ when place.Groups["variable"] is { Success: true } variable => Now(variable.Value),
                _ when place.Groups["stop"] is { Success: true } stop => stop.Value is "0" ? "" : defaults[stop.Value],
                _ => throw new FormatException($"{Prefix}: what begins with \"{Body[place.Index..].Split('\n')[0]}\" is not understood here."),
            });
        }
    }

    private static Snippet[] Read()
    {
        using var json = JsonDocument.Parse(Repository.Read(".vscode/migrations.code-snippets"));
        return
        [
            .. from snippet in json.RootElement.EnumerateObject()
               let lines = snippet.Value.GetProperty("body").EnumerateArray().Select(line => line.GetString())
               select new Snippet(
                   snippet.Value.GetProperty("prefix").GetString()!,
                   snippet.Value.GetProperty("scope").GetString()!,
                   string.Join('\n', lines)),
        ];
    }

    /// <summary>What the editor knows of the day, on a day behind every revision.</summary>
    private static string Now(string variable) => variable switch
    {
        "CURRENT_YEAR" => "2031",
        "CURRENT_MONTH" => "05",
        "CURRENT_DATE" => "06",
        "CURRENT_HOUR" => "12",
        "CURRENT_MINUTE" => "34",
        "CURRENT_SECOND" => "56",
        _ => throw new FormatException($"\"{variable}\" is no variable that this test knows."),
    };

    /// <summary>A last alternative finds what the others leave: a transform, say.</summary>
    [GeneratedRegex(
        @"\\(?<escaped>[$}\\])|\$(?<stop>\d+)|\$(?<variable>[A-Z_]+)|\$\{(?<stop>\d+)(:(?<default>[^${}]*))?\}|\$\{(?<variable>[A-Z_]+)\}|\$",
        RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Place();
}
