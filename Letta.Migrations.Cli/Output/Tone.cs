namespace Letta.Migrations.Cli.Output;

/// <summary>How much a line should stand out where it can: on a terminal that shows colours.</summary>
internal enum Tone
{
    Plain,
    Warning,
    Error,
}
