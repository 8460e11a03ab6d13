using Letta.Migrations.Product;
using Letta.Migrations.Running;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Cli.Output;

/// <summary>Chooses the printer that the options ask for.</summary>
internal static class Printers
{
    public static Printer For(
        bool json, bool quiet, bool log, Terminal terminal, RevisionSet revisions, MigrationProduct product, ILoggerFactory loggers)
    {
        Printer printer = (json, quiet) switch
        {
            (true, _) => new JsonPrinter(terminal, product),
            (_, true) => new QuietPrinter(terminal, revisions, product),
            _ => new HumanPrinter(terminal, revisions, product),
        };
        return log ? new LogPrinter(loggers.CreateLogger(product.TelemetryName), printer, everything: json) : printer;
    }
}
