using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Tests.Autogenerate.Spellings;

/// <summary>One thing in a database, spelled differently by a model that means the same, and a model that means another thing.</summary>
/// <param name="Name">What is spelled.</param>
/// <param name="Postgres">
/// The statements that make it in Postgres, with <c>things (id, name, size)</c> there already; null where Postgres has no such thing.
/// </param>
/// <param name="Sqlite">The same for SQLite.</param>
/// <param name="Same">Says the same.</param>
/// <param name="Other">Says another thing.</param>
/// <param name="Differences">What there is to report of that, on Postgres.</param>
internal sealed record Spelling(
    string Name,
    string? Postgres,
    string? Sqlite,
    Action<EntityTypeBuilder<Thing>> Same,
    Action<EntityTypeBuilder<Thing>> Other,
    params string[] Differences)
{
    public static IReadOnlyList<Spelling> All { get; } = [
        .. SpelledColumns.All, .. SpelledTypes.All, .. SpelledConstraints.All, .. SpelledIndexes.All
    ];

    public override string ToString() => Name;
}
