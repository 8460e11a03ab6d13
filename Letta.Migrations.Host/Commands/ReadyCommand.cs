using System.CommandLine;
using Letta.Migrations.Backfills;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Host.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Host.Commands;

/// <summary>Whether one can begin to work: each thing that is needed, and the one command that mends what is missing.</summary>
internal static partial class ReadyCommand
{
    public static Command Create(GlobalOptions options, Invocation invocation)
    {
        var command = new Command("ready", "Says what is there and what is missing: database, head, model, key; each with the command that mends it. Writes nothing.");
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

    /// <summary>The check of the model, where this build has the verbs of development time.</summary>
    static partial void AddModel(Invocation invocation, ref Func<MigrationRunner, CancellationToken, Task<ReadyCheck>>? check);

    private static async Task<IReadOnlyList<ReadyCheck>> LookAsync(Invocation invocation, MigrationRunner runner, CancellationToken cancellationToken)
    {
        Func<MigrationRunner, CancellationToken, Task<ReadyCheck>>? model = null;
        AddModel(invocation, ref model);
        var (database, standing) = await DatabaseAsync(runner, cancellationToken);
        var head = standing is null ? ReadyCheck.Later("head", "once the database answers") : Head(standing, runner.Options);
        var atHead = head.IsOk;
        List<ReadyCheck> checks = [database, head];
        if (model is not null)
            checks.Add(atHead ? await GuardedAsync("model", () => model(runner, cancellationToken)) : ReadyCheck.Later("model", "once the database is at head"));
        checks.Add(atHead ? await GuardedAsync("key", () => KeyAsync(runner, cancellationToken)) : ReadyCheck.Later("key", "once the database is at head"));
        return checks;
    }

    private static async Task<(ReadyCheck Check, Standing? Standing)> DatabaseAsync(MigrationRunner runner, CancellationToken cancellationToken)
    {
        try
        {
            var standing = await runner.StandAsync(progress: null, cancellationToken);
            if (standing.State.Unsupported is { } unsupported)
                return (ReadyCheck.Missing("database", unsupported.Code, unsupported.What, unsupported.Next), null);
            var isToCome = runner.Target is SqliteTarget { Path: var path } && !File.Exists(path);
            return (ReadyCheck.Ok("database", isToCome ? $"{runner.Target}, which an upgrade creates" : $"{runner.Target}"), standing);
        }
        catch (MigrationException e)
        {
            var mended = e is DatabaseUnreachableException && runner.Target.Hosts is { Count: > 0 } hosts && hosts.All(LocalHosts.IsLocal)
                ? "just start-services"
                : e.Next;
            return (ReadyCheck.Missing("database", e.Code, e.What, mended), null);
        }
    }

    private static ReadyCheck Head(Standing standing, MigrationOptions options)
    {
        var status = standing.Status;
        try
        {
            standing.Checked(options.AllowNewer);
            if (standing.IsAtHead)
            {
                EditedRevisions.Refuse(standing, idle: false);
                return ReadyCheck.Ok("head", status.Head?.Id ?? "base");
            }
        }
        catch (UnexpectedDatabaseException e)
        {
            return ReadyCheck.Missing("head", e.Code, e.What, e.Next);
        }

        return (status.Begun, status.Pending.Count, standing.Unfinished) switch
        {
            ({ Revision: not null } begun, _, _) => Behind($"in the middle of revision {begun.Id}", begun.Command),
            (_, 0, [var unfinished, ..]) => Behind($"at head, but the backfill \"{unfinished.Name}\" is not done", "letta upgrade head"),
            (_, var pending, _) => Behind($"at {status.Current?.Id ?? "base"}, {Sentences.Count(pending)} behind {status.Head?.Id ?? "base"}", "letta upgrade head"),
        };

        static ReadyCheck Behind(string says, string next) => ReadyCheck.Missing("head", ExitCode.Unexpected, says, next);
    }

    private static async Task<ReadyCheck> KeyAsync(MigrationRunner runner, CancellationToken cancellationToken)
    {
        var isSet = runner.Options.EncryptionKey is not null;
        var due = (await runner.BackfillsAsync(progress: null, cancellationToken)).Where(b => b.Backfill.Encrypts && b.State == BackfillState.Due && b.Waiting > 0).ToList();
        if (due.Count == 0)
            return ReadyCheck.Ok("key", isSet ? $"{MigrationOptionsReader.KeyName} is set" : "no rows wait to be encrypted");

        var rows = due.Sum(b => b.Waiting);
        var waiting = $"{(rows == 1 ? "1 row waits" : $"{rows} rows wait")} to be encrypted";
        return ReadyCheck.Missing(
            "key",
            isSet ? ExitCode.Unexpected : ExitCode.Usage,
            isSet ? waiting : $"{waiting}, and {MigrationOptionsReader.KeyName} is not set",
            isSet ? "letta backfill run" : $"{MigrationOptionsReader.KeyName}=… letta backfill run");
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
