using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>
/// Progress of a stamp or an adoption: it records all of its revisions in one transaction, so there is nothing to tell of each.
/// </summary>
internal sealed class WithoutSteps(IProgress<MigrationProgress> whole) : IProgress<MigrationProgress>
{
    public void Report(MigrationProgress value)
    {
        if (value is not (MigrationProgress.Started or MigrationProgress.Finished))
            whole.Report(value);
    }
}
