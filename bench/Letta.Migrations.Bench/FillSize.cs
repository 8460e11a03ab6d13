namespace Letta.Migrations.Bench;

/// <summary>How much a database is filled with. A step has four messages, a job two steps.</summary>
internal sealed record FillSize(int Agents, int Messages)
{
    public int Steps => Messages / 4;

    public int Jobs => Messages / 8;

    public static FillSize Create(int messages) => new(Math.Max(100, messages / 100), messages);
}
