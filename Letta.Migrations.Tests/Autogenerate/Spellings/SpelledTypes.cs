using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pgvector;

namespace Letta.Migrations.Tests.Autogenerate.Spellings;

/// <summary>Types by their other names, with their arguments; nullability; enums and sequences.</summary>
internal static class SpelledTypes
{
    public static IReadOnlyList<Spelling> All { get; } =
    [
        Typed<string>("varchar(20)", "VARCHAR (20)", "VARCHAR(20)", "varchar(30)", "character varying(30)", "character varying(20)"),
        Typed<string>("text", "TEXT", "TEXT", "varchar", "character varying", "text"),
        Typed<int?>("int4", "integer", "int", "int", null, null),
        Typed<decimal?>("decimal(10, 2)", "NUMERIC (10,2)", "NUMERIC(10,2)", "decimal(10,3)", "numeric(10,3)", "numeric(10,2)"),
        Typed<DateTime?>(
            "timestamptz(3)",
            null,
            "timestamp(3) with time zone",
            "timestamptz",
            "timestamp with time zone",
            "timestamp(3) with time zone"),
        Typed<bool?>("bool", "BOOLEAN", "bool", "bool", null, null),
        Typed<double?>("float8", "FLOAT", "double precision", "float8", null, null),
        Typed<List<string>>("text[]", null, "text[]", "varchar[]", "character varying[]", "text[]"),
        Typed<Vector>("vector(3)", null, "vector(3)", "vector(4)", "vector(4)", "vector(3)"),
        new(
            "nullability",
            "alter table things alter size set not null",
            null,
            t => t.Property(e => e.Size).IsRequired(),
            t => t.Property(e => e.Size),
            "changed  column \"size\": expected integer null, actual integer not null of \"things\""),
        new(
            "enum",
            "create type mood as enum ('sad', 'ok', 'over the moon'); alter table things add mood mood not null default 'ok'::mood",
            null,
            t => Mood(t, "sad", "ok", "over the moon"),
            t => Mood(t, "ok", "sad", "over the moon", "new"),
            "changed  enum \"mood\": expected (ok, sad, over the moon, new), actual (sad, ok, over the moon)"),
        new(
            "sequence",
            "create sequence numbers as integer start with 5 increment by 5 minvalue 5 maxvalue 500 cycle",
            null,
            t => t.Metadata.Model.AddSequence("numbers", schema: null).Fill(5),
            t => t.Metadata.Model.AddSequence("numbers", schema: null).Fill(10),
            "changed  sequence \"numbers\": expected integer start 5 by 10 from 5 up to 500 cycle, actual integer start 5 by 5 from 5 up "
                + "to 500 cycle"),
    ];

    private static Spelling Typed<T>(string postgres, string? sqlite, string same, string other, string? expected, string? actual) => new(
        $"type {postgres}",
        $"alter table things add it {postgres}",
        sqlite is null ? null : $"alter table things add it {sqlite}",
        t => t.Property<T>("it").HasColumnType(same).IsRequired(false),
        t => t.Property<T>("it").HasColumnType(other).IsRequired(expected is null),
        $"changed  column \"it\": expected {expected ?? PgTypes.Canonical(other)} {(expected is null ? "not " : "")}null, "
            + $"actual {actual ?? PgTypes.Canonical(other)} null of \"things\"");

    public static void Mood(EntityTypeBuilder<Thing> thing, params string[] labels)
    {
        thing.Metadata.Model.GetOrAddPostgresEnum(schema: null, "mood", labels);
        thing.Property<string>("mood").HasColumnType("mood").HasDefaultValueSql("'ok'").IsRequired();
    }

    private static void Fill(this IMutableSequence sequence, int increment)
    {
        (sequence.Type, sequence.StartValue, sequence.IncrementBy, sequence.IsCyclic) = (typeof(int), 5, increment, true);
        (sequence.MinValue, sequence.MaxValue) = (5, 500);
    }
}
