using Letta.Migrations.Cli;
using Letta.Migrations.Tests.Child;
using Letta.Migrations.Tests.Child.Histories;

// letta <history> <arguments…>   the command line, on another history
// kill <history> <n> <arguments…>   the same, ended by SIGKILL at the n-th boundary of its statements
// limit <history> <arguments…>   the same, which from its first COMMIT on may make no file longer than the database is
// web <history> <arguments…>   a web application that migrates before it listens; not in the native build
return args switch
{
    ["letta", var history, .. var rest]
        => await MigrationCli.RunAsync(rest, TestCommandLine.Define(() => TestHistory.Named(history)), TestCommandLine.Options),
    ["kill", var history, var boundary, .. var rest] => await Killed.RunAsync(TestHistory.Named(history), int.Parse(boundary), rest),
    ["limit", var history, .. var rest] => await Limited.RunAsync(TestHistory.Named(history), rest),
#if WEB
    ["web", var history, .. var rest] => WebServer.Run(TestHistory.Named(history), rest),
#endif
    _ => throw new ArgumentException("letta or web, and a history", nameof(args)),
};
