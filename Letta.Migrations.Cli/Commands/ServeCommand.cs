using System.CommandLine;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class ServeCommand
{
    private static readonly TimeSpan Default = TimeSpan.FromHours(1);

    public static Command Create(GlobalOptions options, Invocation invocation)
    {
        var every = GlobalOptions.Duration(
            "--check-every", "How often to compare the schema with what its revisions make (1h); 0 for never.");
        var command = new Command(
            "serve",
            "Brings the database to head, then carries out due backfills and reports drift until SIGTERM. Any number may run at once.")
            {
                every,
                options.AcceptLoss,
                options.ResolveOrphans,
                options.NoInline,
                options.CreateDatabase
            };
        command.SetAction((parse, _) =>
        {
            var interval = parse.GetValue(every) is { } text ? DurationText.Parse(text)!.Value : Default;
            return invocation.ServeAsync(parse, interval == TimeSpan.Zero ? null : interval);
        });
        return command;
    }
}
