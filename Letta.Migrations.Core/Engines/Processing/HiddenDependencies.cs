using Letta.Migrations.Authoring;

namespace Letta.Migrations.Engines;

/// <summary>What of a database's schema can make a statement read or write more than the tables that it names.</summary>
/// <param name="Opaque">Views and functions: a statement that names them does not show what they read or write.</param>
/// <param name="HasTriggers">Whether to write rows may run code: triggers and rules.</param>
/// <param name="KeysAct">Whether foreign keys change rows by themselves while revisions run.</param>
/// <param name="Actions">Those foreign keys by which a change of a parent's row changes rows of a child.</param>
internal sealed record HiddenDependencies(IReadOnlyList<string> Opaque, bool HasTriggers, bool KeysAct, IReadOnlyList<KeyAction> Actions);
