using System.Globalization;
using System.Text;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Values as C# writes them.</summary>
internal static class CSharp
{
    /// <summary>A string literal.</summary>
    public static string Text(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in value)
        {
            literal.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsSurrogate(c) => c.ToString(),
                // The same escapes as in C#; U+2028 would end the line, and an override of direction hide code.
                _ => ControlCharacters.Escape(c.ToString()),
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>String literals after each other.</summary>
    public static string Texts(IEnumerable<string> values) => string.Join(", ", values.Select(Text));

    /// <summary>A number, with the digits of the invariant culture.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A name for a type, made from any words: <c>add project_id to agents</c> is <c>AddProjectIdToAgents</c>.</summary>
    public static string TypeName(string words)
    {
        var name = new StringBuilder();
        var begins = true;
        foreach (var c in words)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                begins = true;
                continue;
            }

            name.Append(begins ? char.ToUpperInvariant(c) : c);
            begins = false;
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"Revision{name}" : name.ToString();
    }
}
