using Letta.Migrations.Cli.Output;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Letta.Migrations.Cli;

/// <summary>
/// The log, on stderr: stdout is for results. As text it begins at warnings, because the printed lines tell the rest; as JSON it is
/// the whole story, one line for every step. <c>--verbose</c> adds the details to either.
/// </summary>
internal sealed class Logs(MigrationProduct product)
{
    private string Key => $"{product.SettingsSection}:LogFormat";

    /// <summary>What these log at any level may contain SQL, and with it data, or the settings of a connection.</summary>
    private static readonly string[] Withheld = ["Npgsql", "FluentMigrator"];

    /// <summary>
    /// Whether the log is JSON. Where nobody said: in a container whose output goes to a collector and not to a person, which is one
    /// without a terminal.
    /// </summary>
    /// <param name="configuration">Where it may be said. The images of .NET say there that they are containers.</param>
    /// <param name="watched">Whether a person watches, or wants one line only.</param>
    public bool AsJson(IConfiguration configuration, bool watched) => configuration[Key] switch
    {
        null or "" => !watched && configuration["DOTNET_RUNNING_IN_CONTAINER"] is "true" or "1",
        var format => format is "json",
    };

    public void Check(IConfiguration configuration)
    {
        if (configuration[Key] is not (null or "" or "json" or "text"))
            throw new ConfigurationException(
                $"\"{Key}\" is \"{configuration[Key]}\", which is no log format.", "Write text or json (--log-format json).");
    }

    /// <param name="terminal">Where the lines go.</param>
    /// <param name="json">As JSON.</param>
    /// <param name="verbose">With the details.</param>
    /// <param name="alone">Whether nothing is printed beside the log, so that as text it is the whole story too.</param>
    public ILoggerFactory Create(Terminal terminal, bool json, bool verbose, bool alone = false)
    {
        var level = verbose ? LogEventLevel.Debug : json || alone ? LogEventLevel.Information : LogEventLevel.Warning;
        var time = alone ? "{Timestamp:HH:mm:ss} " : "";
        ITextFormatter format
            = json ? new JsonLines(product) : new MessageTemplateTextFormatter($"{time}{{Level:w}}: {{Message:lj}}{{NewLine}}");
        var log = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .Filter.ByExcluding(e => IsWithheld(e) || IsPrinted(e))
            .WriteTo.Sink(new TerminalSink(terminal, format))
            .CreateLogger();
        return new SerilogLoggerFactory(log, dispose: true);
    }

    private static bool IsWithheld(LogEvent log)
        => log.Properties.GetValueOrDefault(Constants.SourceContextPropertyName) is ScalarValue { Value: string source }
            && Withheld.Any(w => source.StartsWith(w, StringComparison.Ordinal));

    /// <summary>The printers tell a failure together with its next step; once is enough.</summary>
    private static bool IsPrinted(LogEvent log)
        => log.Properties.GetValueOrDefault("EventId") is StructureValue id
            && id.Properties.Any(p => p.Value is ScalarValue { Value: nameof(Running.Log.Failed) });
}
