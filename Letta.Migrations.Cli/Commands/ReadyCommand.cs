using System.CommandLine;
using Letta.Migrations.Backfills;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>Whether one can begin to work: each thing that is needed, and the one command that fixes what is missing.</summary>
internal static class ReadyCommand
{
    public static Command Create(GlobalOptions options, Invocation invocation)
    {
        var command = new Command(
            "ready",
            "Says what is there and what is missing: database, head, model, key; each with the command that fixes it. Writes nothing.");
        command.SetAction((parse, _) => invocation.RunAsync(
            parse,
            async (runner, printer, cancellationToken) =>
            {
                var report = new ReadyReport(await LookAsync(invocation, runner, cancellationToken));
                printer.Ready(report);
                return report.Code;
            },
            // The answer is wanted now, unless somebody says otherwise.
            settings => parse.GetResult(options.Wait) is null ? settings with { Wait = TimeSpan.Zero } : settings));
        return command;
    }

    private static async Task<IReadOnlyList<ReadyCheck>> LookAsync(
        Invocation invocation, MigrationRunner runner, CancellationToken cancellationToken)
    {
        var (database, historyState) = await DatabaseAsync(runner, invocation.Cli.StartServices, cancellationToken);
        var head = historyState is null ? ReadyCheck.Later("head", "once the database answers") : Head(historyState, runner.Options);
        var atHead = head.IsOk;
        List<ReadyCheck> checks = [database, head];
        if (invocation.Cli.Model is { } model)
            checks.Add(
                atHead
                    ? await GuardedAsync("model", () => ModelAsync(model, runner, invocation.Time, cancellationToken))
                    : ReadyCheck.Later("model", "once the database is at head"));
        if (invocation.Product.Cipher is not null)
            checks.Add(
                atHead
                    ? await GuardedAsync("key", () => KeyAsync(runner, cancellationToken))
                    : ReadyCheck.Later("key", "once the database is at head"));
        return checks;
    }

    private static async Task<(ReadyCheck Check, HistoryState? HistoryState)> DatabaseAsync(
        MigrationRunner runner, string? startServices, CancellationToken cancellationToken)
    {
        try
        {
            var historyState = await runner.StandAsync(progress: null, cancellationToken);
            if (historyState.State.Unsupported is { } unsupported)
                return (ReadyCheck.Missing("database", unsupported.Code, unsupported.What, unsupported.Next), null);
            var isToCome = runner.Target is SqliteTarget { Path: var path } && !File.Exists(path);
            return (ReadyCheck.Ok("database", isToCome ? $"{runner.Target}, which an upgrade creates" : $"{runner.Target}"), historyState);
        }
        catch (MigrationException e)
        {
            var corrected = e is DatabaseUnreachableException
                && runner.Target.Hosts is { Count: > 0 } hosts
                && hosts.All(LocalHosts.IsLocal)
                ? startServices ?? e.Next
                : e.Next;
            return (ReadyCheck.Missing("database", e.Code, e.What, corrected), null);
        }
    }

    private static ReadyCheck Head(HistoryState historyState, MigrationOptions options)
    {
        var status = historyState.Status;
        try
        {
            historyState.Validate(options.AllowNewer);
            if (historyState.IsAtHead)
            {
                EditedRevisions.Refuse(historyState, idle: false);
                return ReadyCheck.Ok("head", status.Head?.Id ?? "base");
            }
        }
        catch (UnexpectedDatabaseException e)
        {
            return ReadyCheck.Missing("head", e.Code, e.What, e.Next);
        }

        return (status.InProgress, status.Pending.Count, historyState.Unfinished) switch
        {
            ({ Revision: not null } begun, _, _)
                => Behind($"in the middle of revision {begun.Id}", historyState.Product.Command(begun.Arguments)),
            (_, 0, [var unfinished, ..])
                => Behind($"at head, but the backfill \"{unfinished.Name}\" is not done", historyState.Product.Command("upgrade head")),
            (_, var pending, _)
                => Behind(
                    $"at {status.Current?.Id ?? "base"}, {Sentences.Count(pending)} behind {status.Head?.Id ?? "base"}",
                    historyState.Product.Command("upgrade head")),
        };

        static ReadyCheck Behind(string says, string next) => ReadyCheck.Missing("head", ExitCode.Unexpected, says, next);
    }

    private static async Task<ReadyCheck> ModelAsync(
        SchemaModel model, MigrationRunner runner, TimeProvider time, CancellationToken cancellationToken)
    {
        var found = await model.CheckAsync(runner, time, [], cancellationToken);
        var product = runner.Target.Product;
        return found.Differences.Count == 0
            ? ReadyCheck.Ok("model", "the database is what it says")
            : ReadyCheck.Missing(
                "model",
                ExitCode.Unexpected,
                CheckLines.Count(found.Differences).TrimEnd('.'),
                $"{product.Command("revision --autogenerate -m \"…\"")}, or see them with: {product.Command("check")}");
    }

    private static async Task<ReadyCheck> KeyAsync(MigrationRunner runner, CancellationToken cancellationToken)
    {
        var isSet = runner.Options.EncryptionKey is not null;
        var due = (await runner.BackfillsAsync(progress: null, cancellationToken)).Where(
            b => b.Backfill.Encrypts && b.State == BackfillState.Due && b.Waiting > 0)
            .ToList();
        if (due.Count == 0)
            return ReadyCheck.Ok("key", isSet ? $"{runner.Target.Product.EncryptionKeyVariable} is set" : "no rows wait to be encrypted");

        var rows = due.Sum(b => b.Waiting);
        var waiting = $"{(rows == 1 ? "1 row waits" : $"{rows} rows wait")} to be encrypted";
        return ReadyCheck.Missing(
            "key",
            isSet ? ExitCode.Unexpected : ExitCode.Usage,
            isSet ? waiting : $"{waiting}, and {runner.Target.Product.EncryptionKeyVariable} is not set",
            isSet
                ? $"{runner.Target.Product.CommandName} backfill run"
                : $"{runner.Target.Product.EncryptionKeyVariable}=… {runner.Target.Product.CommandName} backfill run");
    }

    private static async Task<ReadyCheck> GuardedAsync(string what, Func<Task<ReadyCheck>> look)
    {
        try
        {
            return await look();
        }
        catch (MigrationException e)
        {
            return ReadyCheck.Missing(what, e.Code, e.What, e.Next);
        }
    }
}
