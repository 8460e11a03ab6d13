using Letta.Migrations.Schema;

namespace Letta.Migrations.Cli.Output.Json;

/// <summary>One difference between what a schema should be and what it is.</summary>
internal sealed record DifferenceJson(string Kind, string? Table, string Object, string? Name, string? Expected, string? Actual)
{
    public static DifferenceJson From(Difference d)
        => new(d.Kind.ToString().ToLowerInvariant(), d.Table, d.ObjectKind, d.HasName ? d.Name : null, d.Expected, d.Actual);
}
