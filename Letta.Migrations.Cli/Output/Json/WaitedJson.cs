namespace Letta.Migrations.Cli.Output.Json;

/// <summary>That head was waited for and is there.</summary>
internal sealed record WaitedJson(RevisionJson? Revision, RevisionJson? Head, IReadOnlyList<long> Unknown, long WaitedMs, bool Verified);
