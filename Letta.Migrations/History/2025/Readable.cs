namespace Letta.Migrations.History._2025;

/// <summary>
/// A <c>json</c> of Postgres may hold escapes that neither its text values nor <c>jsonb</c> can: a NUL, and half a surrogate pair
/// (SQLSTATE 22P05 and 22P02). One of them in any row would be the end of a step over all of them.
/// </summary>
internal static class Readable
{
    private const string High = """\\u[dD][89abAB][0-9a-fA-F]{2}""";
    private const string Low = """\\u[dD][c-fC-F][0-9a-fA-F]{2}""";

    /// <summary>A backslash that is none itself: behind any number of escaped ones.</summary>
    private const string Escape = """(?<!\\)((?:\\\\)*)""";

    /// <summary>
    /// That a JSON holds what may be such an escape; without looking twice it may also be an emoji, or be escaped itself.
    /// </summary>
    public static string IsSuspect(string json) => $"""{json}::text ~ '\\u(0000|[dD][89a-fA-F])'""";

    /// <summary>The JSON with U+FFFD, the replacement character, in place of each such escape.</summary>
    public static string Of(string json)
    {
        var text = $"{json}::text";
        foreach (var unreadable in (string[])[$"""{Escape}\\u0000""", $"{Escape}{High}(?!{Low})", $"(?<!{High}){Escape}{Low}"])
            text = $"""regexp_replace({text}, '{unreadable}', '\1\\ufffd', 'g')""";
        return $"(case when {IsSuspect(json)} then ({text})::json else {json} end)";
    }
}
