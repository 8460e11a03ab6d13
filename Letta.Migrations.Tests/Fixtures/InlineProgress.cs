using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>Reports at once and on the caller's thread, as the command line does; <see cref="Progress{T}"/> would post.</summary>
public sealed class InlineProgress(Action<MigrationProgress> report) : IProgress<MigrationProgress>
{
    public void Report(MigrationProgress value) => report(value);
}
