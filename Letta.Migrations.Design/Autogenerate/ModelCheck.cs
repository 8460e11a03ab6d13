using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What a model and a database have to say of each other.</summary>
/// <param name="Differences">What differs.</param>
/// <param name="Unknown">What is in the database, and neither the model nor the history knows it: it is left alone.</param>
/// <param name="Unseen">What could not be compared, and why; null if everything was.</param>
internal sealed record ModelCheck(IReadOnlyList<Difference> Differences, IReadOnlyList<string> Unknown, string? Unseen = null);
