using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Letta.Migrations.Tests.Autogenerate.Spellings;

/// <summary>Keys, foreign keys and checks.</summary>
internal static class SpelledConstraints
{
    public static IReadOnlyList<Spelling> All { get; } =
    [
        new(
            "primary key",
            "",
            "",
            _ => { },
            t =>
            {
                t.Metadata.RemoveKey(t.Metadata.FindPrimaryKey()!);
                t.Property(e => e.Size).IsRequired();
                t.HasKey("Id", "Size").HasName("things_pkey");
            },
            "changed  column \"size\": expected integer not null, actual integer null of \"things\"",
            "changed  primary key \"things_pkey\": expected (id, size), actual (id) of \"things\""),
        new(
            "unique constraint",
            "alter table things add constraint uq_things unique (name, size)",
            null,
            t => t.HasIndex(e => new { e.Name, e.Size }, "uq_things").IsConstraint(),
            t => t.HasIndex(e => new { e.Size, e.Name }, "uq_things").IsConstraint(),
            "changed  unique constraint \"uq_things\": expected (size, name), actual (name, size) of \"things\""),
        new(
            "unique constraint in which NULL equals NULL",
            "alter table things add constraint uq_things unique nulls not distinct (name)",
            null,
            t => t.HasIndex(e => e.Name, "uq_things").IsConstraint().AreNullsDistinct(false),
            t => t.HasIndex(e => e.Name, "uq_things").IsConstraint(),
            "changed  unique constraint \"uq_things\": expected (name), actual (name) nulls not distinct of \"things\""),
        new(
            "unique constraint, and not an index",
            "create unique index uq_things on things (name)",
            "create unique index uq_things on things (name)",
            t => t.HasIndex(e => e.Name, "uq_things").IsUnique(),
            t => t.HasIndex(e => e.Name, "uq_things").IsConstraint(),
            "missing  unique constraint \"uq_things\" (name) of \"things\"",
            "extra    index \"uq_things\" unique (name) of \"things\""),
        new(
            "foreign key, what it does and when",
            "alter table things add constraint fk_size foreign key (size) references public.things on update cascade on delete set null "
                + "deferrable initially deferred; create index \"IX_things_size\" on things (size)",
            null,
            t => t.HasOne<Thing>().WithMany().HasForeignKey(e => e.Size).HasConstraintName("fk_size").OnDelete(DeleteBehavior.SetNull)
                .OnUpdate(ReferentialAction.Cascade).Deferrable(initially: true),
            t => t.HasOne<Thing>().WithMany().HasForeignKey(e => e.Size).HasConstraintName("fk_size").OnDelete(DeleteBehavior.Cascade)
                .OnUpdate(ReferentialAction.Cascade).Deferrable(),
            "changed  foreign key \"fk_size\": expected (size) to things (id) on update cascade on delete cascade deferrable, "
                + "actual (size) to things (id) on update cascade on delete set null deferrable initially deferred of \"things\""),
        new(
            "foreign key that does nothing",
            "alter table things add constraint fk_size foreign key (size) references things (id) on update no action on delete no action "
                + "not deferrable; create index \"IX_things_size\" on things (size)",
            null,
            t => t.HasOne<Thing>().WithMany().HasForeignKey(e => e.Size).HasConstraintName("fk_size").OnDelete(DeleteBehavior.NoAction),
            t => t.HasOne<Thing>().WithMany().HasForeignKey(e => e.Size).HasConstraintName("fk_size").OnDelete(DeleteBehavior.Restrict),
            "changed  foreign key \"fk_size\": expected (size) to things (id) on delete restrict, actual (size) to things (id) of "
                + "\"things\""),
        new(
            "check of a list",
            "alter table things add constraint ck check (name = any (array['a'::character varying, 'b'::character varying]))",
            null,
            t => t.ToTable(x => x.HasCheckConstraint("ck", "name IN ('a', 'b')")),
            t => t.ToTable(x => x.HasCheckConstraint("ck", "name IN ('a', 'c')")),
            "changed  check \"ck\": expected (((name)::text = ANY ((ARRAY['a'::character varying, 'c'::character varying])::text[]))), "
                + "actual (((name)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))) of \"things\""),
        new(
            "check with casts and parentheses",
            "alter table things add constraint ck check (((size)::integer > (0)) and ((name)::text <> ''::text))",
            null,
            t => t.ToTable(x => x.HasCheckConstraint("ck", "size > 0 AND name <> ''")),
            t => t.ToTable(x => x.HasCheckConstraint("ck", "size >= 0 AND name <> ''")),
            "changed  check \"ck\": expected (((size >= 0) AND ((name)::text <> ''::text))), actual (((size > 0) AND ((name)::text <> "
                + "''::text))) of \"things\""),
        new(
            "name of a check",
            "alter table things add constraint ck check (size > 0)",
            null,
            t => t.ToTable(x => x.HasCheckConstraint("ck", "size>0")),
            t => t.ToTable(x => x.HasCheckConstraint("ck2", "size>0")),
            "extra    check \"ck\" ((size > 0)) of \"things\"",
            "missing  check \"ck2\" ((size > 0)) of \"things\""),
    ];
}
