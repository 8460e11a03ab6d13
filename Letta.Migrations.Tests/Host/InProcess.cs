using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Design;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Settings;
using Letta.Migrations.Tests.Child;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>
/// The command line without a process, for what needs no database; by one all the same where native executables are tested.
/// </summary>
internal static class InProcess
{
    public static Task<CommandRun> RunAsync(params string[] arguments)
        => LettaProcess.IsNative
            ? CommandRun.RunAsync(new Dictionary<string, string>(StringComparer.Ordinal), "good", arguments)
            : RunAsync(TestHistory.Named("good"), model: null, TimeProvider.System, arguments);

    /// <summary>On a database, with a history and a model of its own; null for Letta's.</summary>
    public static Task<CommandRun> RunAsync(
        TestDatabase database, RevisionSet revisions, Func<DatabaseSchema>? model, params string[] arguments)
        => RunAsync(revisions, model, TimeProvider.System, [.. arguments, "--connection", Address(database)]);

    public static Task<CommandRun> RunAsync(
        RevisionSet revisions, Func<DatabaseSchema>? model, TimeProvider time, params string[] arguments)
        => RunAsync(revisions, model, time, limits: null, arguments);

    /// <summary>With an environment of its own, and the home that it names.</summary>
    public static Task<CommandRun> RunAsync(IReadOnlyDictionary<string, string> environment, RevisionSet revisions, string[] arguments)
        => RunAsync(
            TestCommandLine.Define(revisions) with
            {
                Targets = new LettaTargetReader(
                    LettaMigrations.Product, new LettaHome(environment.GetValueOrDefault("HOME", Path.GetTempPath()))),
            },
            TestCommandLine.Options with { Environment = environment },
            TimeProvider.System,
            limits: null,
            arguments);

    public static Task<CommandRun> RunAsync(
        RevisionSet revisions, Func<DatabaseSchema>? model, TimeProvider time, ConnectionLimits? limits, params string[] arguments)
        => RunAsync(
            TestCommandLine.Define(revisions),
            model is null ? TestCommandLine.Options : TestCommandLine.Options with { Model = new DbContextModel(model) },
            time,
            limits,
            arguments);

    private static async Task<CommandRun> RunAsync(
        MigrationDefinition definition, MigrationCliOptions options, TimeProvider time, ConnectionLimits? limits, string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var terminal = new Terminal(output, error, live: false, width: 0, time);
        using var stop = new StopSignals();
        var exit = await MigrationCli.RunAsync(arguments, definition, options, terminal, stop, limits: limits);
        return new CommandRun(exit, output.ToString(), error.ToString());
    }

    private static string Address(TestDatabase database) => database switch
    {
        PostgresTestDatabase postgres => postgres.Uri,
        SqliteTestDatabase sqlite => sqlite.Path,
        _ => throw new NotSupportedException(database.GetType().Name),
    };
}
