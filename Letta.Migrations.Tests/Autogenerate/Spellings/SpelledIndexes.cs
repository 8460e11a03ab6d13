using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Pgvector;

namespace Letta.Migrations.Tests.Autogenerate.Spellings;

/// <summary>Indexes: expressions, directions, operator classes, methods and their options, conditions, and what they carry.</summary>
internal static class SpelledIndexes
{
    private const string Embedding = "alter table things add embedding vector(3); ";

    public static IReadOnlyList<Spelling> All { get; } =
    [
        new(
            "index of an expression",
            "create index ix on things (lower((name)::text), (size + 1))",
            "create index ix on things (LOWER(name), (size + 1))",
            t => t.HasIndex(e => new { e.Name, e.Size }, "ix").HasExpressions("lower(name)", "size+1"),
            t => t.HasIndex(e => new { e.Name, e.Size }, "ix").HasExpressions("upper(name)", "size+1"),
            "changed  index \"ix\": expected (upper(name::text), (size + 1)), actual (lower(name::text), (size + 1)) of \"things\""),
        new(
            "index of some rows",
            "create index ix on things (name) where ((size IS NOT NULL) and ((name)::text = 'a'::text))",
            "create index ix on things (name) where ((size IS NOT NULL) and (name = 'a'))",
            t => t.HasIndex(e => e.Name, "ix").HasFilter("size is not null and name = 'a'"),
            t => t.HasIndex(e => e.Name, "ix").HasFilter("size is null and name = 'a'"),
            "changed  index \"ix\": expected (name) where ((size IS NULL) AND ((name)::text = 'a'::text)), actual (name) where ((size IS "
                + "NOT NULL) AND ((name)::text = 'a'::text)) of \"things\""),
        new(
            "index of some rows, of all",
            "create index ix on things (name)",
            "create index ix on things (name)",
            t => t.HasIndex(e => e.Name, "ix"),
            t => t.HasIndex(e => e.Name, "ix").HasFilter("size > 0"),
            "changed  index \"ix\": expected (name) where (size > 0), actual (name) of \"things\""),
        new(
            "directions and the place of NULL",
            "create index ix on things using btree (name asc nulls last, size desc nulls first)",
            "create index ix on things (name asc, size desc)",
            t => t.HasIndex(e => new { e.Name, e.Size }, "ix").IsDescending(false, true),
            t => t.HasIndex(e => new { e.Name, e.Size }, "ix").IsDescending(false, true)
                .HasNullSortOrder(NullSortOrder.NullsLast, NullSortOrder.NullsLast),
            "changed  index \"ix\": expected (name, size desc nulls last), actual (name, size desc) of \"things\""),
        new(
            "operator class",
            "create index ix on things (name pg_catalog.text_ops, (lower(name)) pg_catalog.text_pattern_ops)",
            null,
            t => t.HasIndex(e => new { e.Name, e.Size }, "ix").HasExpressions("name", "lower(name)").HasOperators("", "text_pattern_ops"),
            t => t.HasIndex(e => new { e.Name, e.Size }, "ix").HasExpressions("name", "lower(name)"),
            "changed  index \"ix\": expected (name, lower(name::text)), actual (name, lower(name::text) text_pattern_ops) of \"things\""),
        new(
            "HNSW with its operator class and options",
            Embedding + "create index ix on things using hnsw (embedding vector_cosine_ops) with (ef_construction = '64', m = 16)",
            null,
            t => Embedded(t, "vector_cosine_ops", 16),
            t => Embedded(t, "vector_cosine_ops", 8),
            "changed  index \"ix\": expected hnsw (embedding vector_cosine_ops) with (ef_construction=64, m=8), actual hnsw (embedding "
                + "vector_cosine_ops) with (ef_construction=64, m=16) of \"things\""),
        new(
            "HNSW with another operator class",
            Embedding + "create index ix on things using hnsw (embedding vector_cosine_ops) with (m='16', ef_construction='64')",
            null,
            t => Embedded(t, "vector_cosine_ops", 16),
            t => Embedded(t, "vector_ip_ops", 16),
            "changed  index \"ix\": expected hnsw (embedding vector_ip_ops) with (ef_construction=64, m=16), actual hnsw (embedding "
                + "vector_cosine_ops) with (ef_construction=64, m=16) of \"things\""),
        new(
            "HNSW with the usual operator class, named",
            Embedding + "create index ix on things using hnsw (embedding public.vector_l2_ops) with (m='16', ef_construction='64')",
            null,
            t => Embedded(t, "vector_l2_ops", 16),
            t => Embedded(t, "vector_l1_ops", 16),
            "changed  index \"ix\": expected hnsw (embedding vector_l1_ops) with (ef_construction=64, m=16), actual hnsw (embedding "
                + "vector_l2_ops) with (ef_construction=64, m=16) of \"things\""),
        new(
            "method",
            "alter table things add data jsonb; create index ix on things using gin (data)",
            null,
            t => t.HasIndex([t.Property<string>("data").HasColumnType("jsonb").Metadata.Name], "ix").HasMethod("gin"),
            t => t.HasIndex([t.Property<string>("data").HasColumnType("jsonb").Metadata.Name], "ix").HasMethod("btree"),
            "changed  index \"ix\": expected (data), actual gin (data) of \"things\""),
        new(
            "what an index carries",
            "create unique index ix on things (name) include (size)",
            null,
            t => t.HasIndex(e => e.Name, "ix").IsUnique().IncludeProperties(e => e.Size),
            t => t.HasIndex(e => e.Name, "ix").IsUnique(),
            "changed  index \"ix\": expected unique (name), actual unique (name) include (size) of \"things\""),
        new(
            "index in which NULL equals NULL",
            "create unique index ix on things (name) nulls not distinct",
            null,
            t => t.HasIndex(e => e.Name, "ix").IsUnique().AreNullsDistinct(false),
            t => t.HasIndex(e => e.Name, "ix").IsUnique(),
            "changed  index \"ix\": expected unique (name), actual unique (name) nulls not distinct of \"things\""),
        new(
            "uniqueness",
            "create unique index ix on things (name)",
            "create unique index ix on things (name)",
            t => t.HasIndex(e => e.Name, "ix").IsUnique(),
            t => t.HasIndex(e => e.Name, "ix"),
            "changed  index \"ix\": expected (name), actual unique (name) of \"things\""),
    ];

    private static void Embedded(EntityTypeBuilder<Thing> thing, string operators, int m)
    {
        thing.Property<Vector?>("embedding").HasColumnType("vector(3)");
        thing.HasIndex(["embedding"], "ix").HasMethod("hnsw").HasOperators(operators).HasStorageParameter("m", m)
            .HasStorageParameter("ef_construction", 64);
    }
}
