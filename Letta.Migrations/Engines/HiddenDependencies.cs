namespace Letta.Migrations.Engines;

/// <summary>What of a database's schema can make a statement read or write more than the tables that it names.</summary>
/// <param name="Opaque">Views and functions: what they read or write is not told by a statement that names them.</param>
/// <param name="HasTriggers">Whether to write rows may run code: triggers and rules.</param>
/// <param name="KeysAct">Whether foreign keys change rows by themselves while revisions run.</param>
/// <param name="Actions">Those foreign keys by which a change of a parent's row changes rows of a child.</param>
internal sealed record HiddenDependencies(IReadOnlyList<string> Opaque, bool HasTriggers, bool KeysAct, IReadOnlyList<KeyAction> Actions);

/// <summary>What a foreign key does by itself.</summary>
/// <param name="Child">The table whose rows it changes.</param>
/// <param name="Parent">The table whose rows are changed before.</param>
/// <param name="OnDelete">Whether when a row is deleted.</param>
/// <param name="OnUpdate">Whether when the key of a row is changed.</param>
internal sealed record KeyAction(string Child, string Parent, bool OnDelete, bool OnUpdate);
