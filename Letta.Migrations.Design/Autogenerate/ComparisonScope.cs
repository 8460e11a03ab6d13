namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What a comparison looks at, and which tables it may find to be too many.</summary>
/// <param name="Excluded">What is not looked at.</param>
/// <param name="Known">The tables of the history, by the names they have now.</param>
/// <param name="Drops">Tables that are to go, although the model only does not know them.</param>
internal sealed record ComparisonScope(Exclusions Excluded, IReadOnlySet<string> Known, IReadOnlySet<string> Drops);
