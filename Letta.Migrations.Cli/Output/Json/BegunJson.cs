using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output.Json;

internal sealed record BegunJson(long Version, string? Companion, string? Name, string Direction, int Done, int Of)
{
    public static BegunJson? From(InProgressRevision? begun)
        => begun is null
            ? null
            : new BegunJson(
                begun.Version, begun.Revision?.ForeignId, begun.Revision?.Name, begun.Down ? "down" : "up", begun.Done, begun.Total);
}
