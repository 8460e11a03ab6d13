using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

/// <summary>Something that a revision says, what the catalogs tell afterwards, and how it is taken back.</summary>
/// <param name="Item">What to look at in the table, e.g. <c>index ix</c>.</param>
/// <param name="Up">Says it.</param>
/// <param name="Down">Takes it back.</param>
/// <param name="Postgres">What Postgres tells of it; null if it is not there.</param>
/// <param name="Sqlite">What SQLite tells of it; null if it is not there.</param>
internal sealed record StepCase(string Item, Action<Adhoc> Up, Action<Adhoc> Down, string? Postgres, string? Sqlite)
{
    public string Table { get; init; } = "t";
}
