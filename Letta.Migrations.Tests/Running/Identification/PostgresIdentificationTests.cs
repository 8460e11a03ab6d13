using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.Running.Identification;

public sealed class PostgresIdentificationTests(PostgresEngine engine) : SchemaIdentificationSpec(engine)
{
    /// <summary>By the golden catalogs: these revisions change only rows.</summary>
    protected override IReadOnlyList<int[]> Alike { get; } =
    [
        .. Enumerable.Range(1, GoldenHistory.Revisions.Count)
            .GroupBy(n => string.Join('\n', GoldenHistory.CatalogAfter(n)), StringComparer.Ordinal)
            .Select(g => g.ToArray())
            .Where(g => g.Length > 1),
    ];

    protected override string TextType => "character varying";

    protected override IEnumerable<(int Revision, string Changes, string[] Printed)> TwoChanges =>
    [
        .. base.TwoChanges,
        (144, "drop index ix_agents_created_at; alter table tools alter column is_deleted drop default", [
            "missing  index \"ix_agents_created_at\" (created_at, id) of \"agents\"",
            "changed  column \"is_deleted\": expected boolean not null default false, actual boolean not null of \"tools\""]),
    ];
}
