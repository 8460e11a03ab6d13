namespace Letta.Migrations.Tests.Golden;

/// <summary>One revision of Letta's Alembic history, with the state of the Postgres catalog after it.</summary>
public sealed record GoldenRevision(int Number, string ForeignId, string? Parent, DateTime Created, IReadOnlyList<string> Catalog);
