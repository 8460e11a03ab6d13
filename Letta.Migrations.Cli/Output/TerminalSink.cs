using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Letta.Migrations.Cli.Output;

/// <summary>Writes log lines where error lines go, so that they do not run into a live line.</summary>
internal sealed class TerminalSink(Terminal terminal, ITextFormatter format) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        format.Format(logEvent, line);
        terminal.ErrorLine(line.ToString().TrimEnd(), Tone(logEvent.Level));
    }

    /// <summary>A line of JSON is for a program.</summary>
    private Tone Tone(LogEventLevel level)
        => format is JsonLines ? Output.Tone.Plain
            : level >= LogEventLevel.Error ? Output.Tone.Error
            : level == LogEventLevel.Warning ? Output.Tone.Warning
            : Output.Tone.Plain;
}
