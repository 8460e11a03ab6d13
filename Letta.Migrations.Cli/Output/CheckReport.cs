using Letta.Migrations.Schema;

namespace Letta.Migrations.Cli.Output;

/// <summary>What a comparison of the model with the database has to tell.</summary>
/// <param name="Differences">What differs.</param>
/// <param name="Unknown">What only the database has, and nobody looks at.</param>
/// <param name="Unseen">What could not be compared; null if everything was.</param>
internal sealed record CheckReport(IReadOnlyList<Difference> Differences, IReadOnlyList<string> Unknown, string? Unseen);
