namespace Letta.Migrations.Authoring;

/// <summary>What a foreign key does by itself.</summary>
/// <param name="Child">The table whose rows it changes.</param>
/// <param name="Parent">The table whose rows are changed before.</param>
/// <param name="OnDelete">Whether when a row is deleted.</param>
/// <param name="OnUpdate">Whether when the key of a row is changed.</param>
internal sealed record KeyAction(string Child, string Parent, bool OnDelete, bool OnUpdate);
