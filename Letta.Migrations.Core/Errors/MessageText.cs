using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Letta.Migrations.Errors;

/// <summary>
/// The text of a message. Where it is written as an interpolated string, what is filled in is somebody else's and is escaped, and only what
/// stands in the source keeps its line breaks: the name of a table cannot colour a line or begin one. The compiler makes one of <c>$"…"</c>
/// by itself.
/// </summary>
[InterpolatedStringHandler]
public sealed class MessageText
{
    private readonly StringBuilder _text;

    /// <summary>Begins a text.</summary>
    /// <param name="literalLength">How long what stands in the source is.</param>
    /// <param name="formattedCount">How many values are filled in.</param>
    public MessageText(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (16 * formattedCount));

    private MessageText(string text) => _text = new StringBuilder(text);

    /// <summary>A text that was put together before; its line breaks are kept.</summary>
    public static implicit operator MessageText(string text) => FromString(text);

    /// <summary>A text that was put together before; its line breaks are kept.</summary>
    public static MessageText FromString(string text) => new(ControlCharacters.EscapeLines(text));

    /// <summary>What stands in the source.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Lines that are a message's already.</summary>
    public void AppendFormatted(MessageText value) => _text.Append(value);

    /// <summary>A value.</summary>
    public void AppendFormatted<T>(T value) => AppendFormatted(value, format: null);

    /// <summary>A value in a format.</summary>
    public void AppendFormatted<T>(T value, string? format)
    {
        var text = value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString();
        _text.Append(ControlCharacters.Escape(text ?? ""));
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
