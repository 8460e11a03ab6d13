using System.CommandLine;
using Letta.Migrations.Host.Output;

namespace Letta.Migrations.Host.Commands;

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
            "Where nothing records it and the schema fits several revisions: which one. A version, a unique prefix, or an Alembic id.",
            invocation.Revisions,
            "head");
        revision.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command(
            "adopt",
            "Takes over a database that Alembic manages, once its schema is found to be that of its revision; "
            + "without a record the schema says which.")
        {
            revision,
            acceptDrift,
            options.ResolveOrphans,
            options.AcceptLoss, // On SQLite it finishes the revision that Alembic left half done.
        };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Ran(
                Verb.Adopt,
                await runner.AdoptAsync(parse.GetValue(revision), parse.GetValue(acceptDrift), new WithoutSteps(printer), cancellationToken))));
        return command;
    }
}
