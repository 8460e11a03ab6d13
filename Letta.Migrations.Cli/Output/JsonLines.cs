using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Letta.Migrations.Product;
using Letta.Migrations.Running;
using Serilog.Events;
using Serilog.Formatting;

namespace Letta.Migrations.Cli.Output;

/// <summary>
/// One JSON object per line, with the keys of the compact log event format (https://clef-json.org): <c>@t</c>, <c>@l</c>, <c>@m</c>, then
/// the properties. Serilog's own formatter puts quotes around every word that it fills into <c>@m</c>; this one does not.
/// </summary>
/// <param name="product">Whose log it is: the id of a revision in another tool bears that tool's name.</param>
internal sealed class JsonLines(MigrationProduct product) : ITextFormatter
{
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Unescaped))
        {
            json.WriteStartObject();
            json.WriteString("@t", logEvent.Timestamp.UtcDateTime);
            json.WriteString("@l", logEvent.Level.ToString());
            json.WriteString("@m", Message(logEvent));
            foreach (var (name, value) in logEvent.Properties)
                Write(
                    json,
                    name == nameof(RevisionInfo.ForeignId) && product.Companion is { } companion ? $"{companion.Tool}Id" : name,
                    value);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    private static string Message(LogEvent logEvent)
        => string.Concat(logEvent.MessageTemplate.Tokens.Select(token => token switch
        {
            Serilog.Parsing.PropertyToken property
                when logEvent.Properties.GetValueOrDefault(property.PropertyName) is ScalarValue { Value: var value }
                => value?.ToString() ?? "",
            _ => token.ToString(),
        }));

    private static void Write(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        switch (value)
        {
            case StructureValue { Properties: [.., { Name: "Name", Value: ScalarValue { Value: string eventName } }] }
                when name is "EventId":
                json.WriteString("Event", eventName);
                break;
            case ScalarValue { Value: null }:
                json.WriteNull(name);
                break;
            case ScalarValue { Value: int or long } number:
                json.WriteNumber(name, Convert.ToInt64(number.Value));
                break;
            default:
                json.WriteString(name, value is ScalarValue scalar ? scalar.Value!.ToString() : value.ToString());
                break;
        }
    }
}
