namespace Letta.Migrations.Backfills;

/// <summary>A statement fails over no row at all: none that it was to change is the reason.</summary>
/// <param name="error">What the engine says, where that is about the statement; else a word for it.</param>
internal sealed class StatementAtFaultException(string error) : Exception(error);
