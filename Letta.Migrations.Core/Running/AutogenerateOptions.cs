namespace Letta.Migrations.Running;

/// <summary>What a person says of the differences, because nobody else can know.</summary>
/// <param name="Renames">What is the same under another name: <c>table.old:new</c>, or <c>old:new</c> for a table.</param>
/// <param name="Drops">Tables that are to go.</param>
/// <param name="Excluded">What is not looked at: <c>table</c>, <c>table.object</c>, or the name of an enum or sequence.</param>
internal sealed record AutogenerateOptions(IReadOnlyList<string> Renames, IReadOnlyList<string> Drops, IReadOnlyList<string> Excluded)
{
    public static AutogenerateOptions None { get; } = new([], [], []);
}
