namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Tests that measure the process, so that no other test may run beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
