using Letta.Migrations.Running;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Host.Output;

/// <summary>Chooses the printer that the options ask for.</summary>
internal static class Printers
{
    public static Printer For(bool json, bool quiet, bool log, Terminal terminal, RevisionSet revisions, ILoggerFactory loggers)
    {
        if (json)
            return new JsonPrinter(terminal);
        if (quiet)
            return new QuietPrinter(terminal, revisions);

        var human = new HumanPrinter(terminal, revisions);
        return log ? new LogPrinter(loggers.CreateLogger("Letta.Migrations"), human) : human;
    }
}
