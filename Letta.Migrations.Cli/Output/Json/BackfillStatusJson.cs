namespace Letta.Migrations.Cli.Output.Json;

internal sealed record BackfillStatusJson(
    string Name,
    string State,
    string Mode,
    string Table,
    RevisionJson Revision,
    long Waiting,
    long Done,
    long Failed,
    IReadOnlyList<string> FirstFailed,
    long Passed,
    long? Estimate,
    long? Rate,
    long? SecondsLeft,
    int Workers,
    int Attempts,
    long? SecondsSinceBeat,
    string? LastError);
