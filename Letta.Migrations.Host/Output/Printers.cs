using Letta.Migrations.Running;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Host.Output;

/// <summary>Chooses the printer that the options ask for.</summary>
internal static class Printers
{
    public static Printer For(bool json, bool quiet, bool log, Terminal terminal, RevisionSet revisions, ILoggerFactory loggers)
    {
        Printer printer = (json, quiet) switch
        {
            (true, _) => new JsonPrinter(terminal),
            (_, true) => new QuietPrinter(terminal, revisions),
            _ => new HumanPrinter(terminal, revisions),
        };
        return log ? new LogPrinter(loggers.CreateLogger("Letta.Migrations"), printer, everything: json) : printer;
    }
}
