using System.Data;
using System.Globalization;
using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running;
using Letta.Migrations.Running.Checksums;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running.Checksums;

/// <summary>What a checksum is made from, and what it does not depend on.</summary>
public sealed class ChecksumTests
{
    /// <summary>Pairs of revisions, each of which differs from the other in one thing that decides what is done.</summary>
    public static TheoryData<string> Edits => [.. Pairs.Keys];

    private static Dictionary<string, (Action<Adhoc> One, Action<Adhoc> Other)> Pairs { get; } = new(StringComparer.Ordinal)
    {
        ["type"] = (r => r.Create.Table("t").WithColumn("c").AsInt32(), r => r.Create.Table("t").WithColumn("c").AsInt64()),
        ["length"] = (r => r.Create.Table("t").WithColumn("c").AsString(10), r => r.Create.Table("t").WithColumn("c").AsString(20)),
        ["custom type"] = (r => r.Create.Table("t").WithColumn("c").AsJson(), r => r.Create.Table("t").WithColumn("c").AsJsonb()),
        ["NULL allowed"] = (
            r => r.Create.Table("t").WithColumn("c").AsInt32().Nullable(),
            r => r.Create.Table("t").WithColumn("c").AsInt32().NotNullable()),
        ["NULL unsaid"] = (
            r => r.Create.Table("t").WithColumn("c").AsInt32(), r => r.Create.Table("t").WithColumn("c").AsInt32().NotNullable()),
        ["default"] = (
            r => r.Create.Column("c").OnTable("t").AsInt32(), r => r.Create.Column("c").OnTable("t").AsInt32().WithDefaultValue(0)),
        ["default NULL"] = (
            r => r.Create.Column("c").OnTable("t").AsInt32(), r => r.Create.Column("c").OnTable("t").AsInt32().WithDefaultValue(null!)),
        ["default as SQL"] = (
            r => r.Create.Column("c").OnTable("t").AsString().WithDefaultValue("now()"),
            r => r.Create.Column("c").OnTable("t").AsString().WithDefaultValue(RawSql.Insert("now()"))),
        ["fill"] = (
            r => r.Create.Column("c").OnTable("t").AsInt32().FilledFrom("1"),
            r => r.Create.Column("c").OnTable("t").AsInt32().FilledFrom("2")),
        ["comment"] = (
            r => r.Create.Table("t").WithColumn("c").AsInt32(), r => r.Create.Table("t").WithDescription("d").WithColumn("c").AsInt32()),
        ["order of columns"] = (
            r => r.Create.Table("t").WithColumn("a").AsInt32().WithColumn("b")
                .AsInt32(), r => r.Create.Table("t").WithColumn("b").AsInt32().WithColumn("a").AsInt32()),
        ["key's name"] = (r => r.Create.PrimaryKey("a").OnTable("t").Column("c"), r => r.Create.PrimaryKey("b").OnTable("t").Column("c")),
        ["kind of key"] = (
            r => r.Create.PrimaryKey("a").OnTable("t").Column("c"), r => r.Create.UniqueConstraint("a").OnTable("t").Column("c")),
        ["NULLs of a key"] = (
            r => r.Create.UniqueConstraint("a").OnTable("t").Column("c"), r => r.Create.UniqueConstraint("a").OnTable("t").Column("c")
                .NullsNotDistinct()),
        ["on delete"] = (
            r => r.Create.ForeignKey("f").FromTable("t").ForeignColumn("c").ToTable("p").PrimaryColumn("id"),
            r => r.Create.ForeignKey("f").FromTable("t").ForeignColumn("c").ToTable("p").PrimaryColumn("id").OnDelete(Rule.Cascade)),
        ["on delete restrict"] = (
            r => r.Create.ForeignKey("f").FromTable("t").ForeignColumn("c").ToTable("p").PrimaryColumn("id"),
            r => r.Create.ForeignKey("f").FromTable("t").ForeignColumn("c").ToTable("p").PrimaryColumn("id").OnDeleteRestrict()),
        ["deferral"] = (
            r => r.Create.ForeignKey("f").FromTable("t").ForeignColumn("c").ToTable("p").PrimaryColumn("id").Deferrable(),
            r => r.Create.ForeignKey("f").FromTable("t").ForeignColumn("c").ToTable("p").PrimaryColumn("id").InitiallyDeferred()),
        ["direction"] = (
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending(),
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Descending()),
        ["unique"] = (
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending(),
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().Unique()),
        ["filter"] = (
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().Filter("a"),
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().Filter("b")),
        ["method"] = (
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().UsingGin(),
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().UsingHash()),
        ["included columns"] = (
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().Include("a"),
            r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().Include("b")),
        ["statement"] = (r => r.Sql("select 1"), r => r.Sql("select  1")),
        ["order of steps"] = (Both(r => r.Sql("a"), r => r.Sql("b")), Both(r => r.Sql("b"), r => r.Sql("a"))),
        ["one step or two"] = (r => r.Sql("a\nsql statement=\"b\""), Both(r => r.Sql("a"), r => r.Sql("b"))),
        ["value of a row"] = (
            r => r.Insert.IntoTable("t").Row(new { a = "1" }), r => r.Insert.IntoTable("t").Row(new { a = (string?)null })),
        ["rows that are updated"] = (
            r => r.Update.Table("t").Set(new { a = 1 }).AllRows(), r => r.Update.Table("t").Set(new { a = 1 }).Where(new { b = 2 })),
        ["check"] = (r => r.CreateCheck("c", "t", "a > 0"), r => r.CreateCheck("c", "t", "a > 1")),
        ["labels"] = (r => r.CreateEnum("e", "a", "b"), r => r.CreateEnum("e", "b", "a")),
        ["condition"] = (r => r.Refuse("t", "o", "select 1", "r"), r => r.Refuse("t", "o", "select 2", "r")),
        ["encryption"] = (r => r.Encrypt("t").Text("a", "b"), r => r.Encrypt("t").Json("a", "b")),
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Checksum_changes_with_what_is_done(string what)
    {
        var (one, other) = Pairs[what];

        Assert.Equal(Compute(one), Compute(one));
        Assert.NotEqual(Compute(one), Compute(other));
    }

    [Fact]
    public void Line_ends_of_the_source_are_no_edit()
        => Assert.Equal(Compute(r => r.Sql("update t\nset a = 1")), Compute(r => r.Sql("update t\r\nset a = 1")));

    [Fact]
    public void Words_for_people_are_no_edit()
        => Assert.Equal(
            Compute(r => r.Refuse("t", "are wrong", "select 1", "fix them")),
            Compute(r => r.Refuse("t", "are not right", "select 1", "put them right")));

    [Fact]
    public void Order_in_which_options_are_given_is_no_edit()
        => Assert.Equal(
            Compute(r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().Filter("a").Include("b")),
            Compute(r => r.Create.Index("i").OnTable("t").OnColumn("c").Ascending().WithOptions().Include("b").Filter("a")));

    [Fact]
    public void Culture_of_the_machine_is_no_edit()
    {
        Action<Adhoc> revision
            = r => r.Insert.IntoTable("t").Row(new { a = 1234.5, b = -1, i = new DateTime(2025, 1, 31, 12, 0, 0, DateTimeKind.Utc) });
        var here = Compute(revision);
        var before = CultureInfo.CurrentCulture;
        var elsewhere = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        elsewhere.NumberFormat.NumberDecimalSeparator = ",";
        elsewhere.NumberFormat.NegativeSign = "~";
        elsewhere.DateTimeFormat.DateSeparator = "~";
        try
        {
            CultureInfo.CurrentCulture = elsewhere;
            Assert.Equal("~1,5", $"{-1.5}");
            Assert.Equal(here, Compute(revision));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Engines_differ_where_a_revision_is_spelled_for_each()
    {
        var revision = Revision(r => r.Create.Column("c").OnTable("t").AsInt32());
        var spelled = new RevisionInfo(1, 1, null, "") { Create = () => new SchemaEquivalence() };

        Assert.Equal(
            new RevisionChecksums(OfflineSchema.Postgres).Compute(revision),
            new RevisionChecksums(OfflineSchema.Sqlite).Compute(revision));
        Assert.NotEqual(
            new RevisionChecksums(OfflineSchema.Postgres).Compute(spelled), new RevisionChecksums(OfflineSchema.Sqlite).Compute(spelled));
    }

    /// <summary>Checksums in the field are made from exactly this; whoever has to write it in another way raises the scheme.</summary>
    [Fact]
    public void Text_is_written_like_this()
    {
        var steps = RevisionSteps.WrittenDown(
            Revision(Both(
                r => r.Create.Table("agents").WithColumn("id").AsVarchar().NotNullable().PrimaryKey("agents_pkey").WithColumn("size")
                    .AsString(10)
                    .Nullable()
                    .WithDefaultValue("a\"b"),
                r => r.Create.Index("ix").OnTable("agents").OnColumn("id").Descending().WithOptions().Unique().WithOptions()
                    .AsConcurrently(),
                r => r.Create.ForeignKey("fk").FromTable("agents").ForeignColumn("id").ToTable("users").PrimaryColumn("id")
                    .OnDelete(Rule.SetNull)
                    .InitiallyDeferred(),
                r => r.Sql("update agents\nset size = null"),
                r => r.SetNotNullIfFilled("agents", "size"))),
            PlanKind.Up,
            OfflineSchema.Postgres);

        Assert.Equal(
            """
            create table table="agents"
            - column="id" as="varchar" primary key=true key name="agents_pkey" nullable=false
            - column="size" type=String size=10 nullable=true default="a\"b"
            create index "PostgresConcurrently"=true table="agents" name="ix" unique=true
            - column="id" direction=Descending
            create foreign key name="fk" table="agents" columns=["id"] parent="users" keys=["id"] on delete=SetNull deferral="DEFERRABLE INITIALLY DEFERRED"
            sql statement="update agents\nset size = null"
            set not null if filled table="agents" column="size"
            """,
            CanonicalText.Write(steps));
    }

    private static string Compute(Action<Adhoc> up)
    {
        var checksum = new RevisionChecksums(OfflineSchema.Postgres).Compute(Revision(up));
        Assert.NotNull(checksum);
        return checksum;
    }

    private static RevisionInfo Revision(Action<Adhoc> up) => new(1, 1, null, "") { Create = () => new Adhoc(up) };

    private static Action<Adhoc> Both(params Action<Adhoc>[] steps) => revision => Array.ForEach(steps, step => step(revision));

    private sealed class SchemaEquivalence : Revision
    {
        public override void Up() => Sql("select 1", "select 2");

        public override void Down() => Sql("select 3");
    }
}
