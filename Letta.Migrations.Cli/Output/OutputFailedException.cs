namespace Letta.Migrations.Cli.Output;

/// <summary>Stdout cannot be written to: its reader is gone, its disk is full, or it was closed.</summary>
internal sealed class OutputFailedException(Exception inner) : Exception(inner.Message, inner);
