using System.CommandLine;
using Letta.Migrations.Cli.Output;

namespace Letta.Migrations.Cli.Commands;

internal static class AdoptCommand
{
    public static Command Create(GlobalOptions options, Invocation invocation)
    {
        var acceptDrift = new Option<bool>("--accept-drift")
        {
            Description = "Adopt in spite of differences; each is written into the ledger.",
            Arity = ArgumentArity.Zero,
        };
        var revision = Targets.Argument(
            "revision",
            $"Where nothing records it and the schema fits several revisions: which one. A version, a unique "
                + $"prefix{Targets.ForeignId(invocation.Product)}.",
            invocation.Revisions,
            "head");
        revision.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command(
            "adopt",
            invocation.Product.Companion is { } companion
                ? $"Takes over a database that {companion.Tool} manages, once its schema is found to be that of its revision; without a "
                    + $"record the schema says which."
                : "Takes over a database without a record, once its schema is found to be that of a revision.")
        {
            revision,
            acceptDrift,
            options.ResolveOrphans,
            options.AcceptLoss, // On SQLite it finishes the revision that the other tool left half done.
        };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Ran(
                Verb.Adopt,
                await runner.AdoptAsync(
                    parse.GetValue(revision), parse.GetValue(acceptDrift), new WithoutSteps(printer), cancellationToken))));
        return command;
    }
}
