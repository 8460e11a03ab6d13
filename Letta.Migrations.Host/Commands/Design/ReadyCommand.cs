using Letta.Migrations.Errors;
using Letta.Migrations.Host.Commands.Design;
using Letta.Migrations.Host.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Host.Commands;

/// <summary>What only a build for development can look at: whether the database is what the model says.</summary>
internal static partial class ReadyCommand
{
    static partial void AddModel(Invocation invocation, ref Func<MigrationRunner, CancellationToken, Task<ReadyCheck>>? check)
        => check = async (runner, cancellationToken) =>
        {
            var found = await DesignOptions.Generator(invocation, runner).CheckAsync(DesignOptions.Model(invocation), [], cancellationToken);
            return found.Differences.Count == 0
                ? ReadyCheck.Ok("model", "the database is what it says")
                : ReadyCheck.Missing("model", ExitCode.Unexpected, CheckLines.Count(found.Differences).TrimEnd('.'), "letta revision --autogenerate -m \"…\", or see them with: letta check");
        };
}
