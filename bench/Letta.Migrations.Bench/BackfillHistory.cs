using Letta.Migrations.Authoring;
using Letta.Migrations.Running;

namespace Letta.Migrations.Bench;

/// <summary>A table of a million rows, and backfills of it.</summary>
internal static class BackfillHistory
{
    public static RevisionSet Column { get; } = RevisionSet.From([typeof(Items), typeof(Doubled)]);

    public static RevisionSet Costly { get; } = RevisionSet.From([typeof(Items), typeof(Hashed)]);

    public static RevisionSet Code { get; } = RevisionSet.From([typeof(Items), typeof(Upper)]);

    public static RevisionSet Secrets { get; } = RevisionSet.From([typeof(Items), typeof(Encrypted)]);

    [Revision(20310101000001, "keep items")]
    public sealed class Items : Revision
    {
        public override void Up() => Create.Table("items")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey("items_pkey")
            .WithColumn("value").AsInt32().NotNullable()
            .WithColumn("note").AsText().NotNullable()
            .WithColumn("doubled").AsInt32().Nullable()
            .WithColumn("made").AsText().Nullable();

        public override void Down() => Delete.Table("items");
    }

    [Revision(20310101000002, "double items")]
    public sealed class Doubled : Revision
    {
        public override void Up() => Backfill("double_items", "items").Set("doubled", "items.value * 2").Online();

        public override void Down()
        {
        }
    }

    [Revision(20310101000002, "hash notes, many times over")]
    public sealed class Hashed : Revision
    {
        public override void Up()
            => Backfill("hash_items", "items").Set("made", "encode(sha256(convert_to(repeat(items.note, 100), 'UTF8')), 'hex')").Online();

        public override void Down()
        {
        }
    }

    [Revision(20310101000002, "write notes in capitals")]
    public sealed class Upper : Revision
    {
        public override void Up()
            => Backfill("upper_items", "items").Rows(["note"], ["made"], row => [row["note"]!.ToUpperInvariant()]).Online();

        public override void Down()
        {
        }
    }

    [Revision(20310101000002, "encrypt notes")]
    public sealed class Encrypted : Revision
    {
        public override void Up() => Encrypt("items").Text("note", into: "made");

        public override void Down()
        {
        }
    }
}
