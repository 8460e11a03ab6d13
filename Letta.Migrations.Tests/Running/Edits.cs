using Letta.Migrations.Authoring;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Running;

/// <summary><see cref="Sample"/> as it looks after somebody edited it.</summary>
public static class Edits
{
    public static RevisionSet OfSecond { get; } = RevisionSet.From([typeof(Sample.First), typeof(SecondWithNote), typeof(Sample.Third)]);

    public static RevisionSet OfThird { get; } = RevisionSet.From([typeof(Sample.First), typeof(Sample.Second), typeof(ThirdWithNote)]);

    public static RevisionSet OfBoth { get; } = RevisionSet.From([typeof(Sample.First), typeof(SecondWithNote), typeof(ThirdWithNote)]);

    public static RevisionSet OfNamesAlone { get; } = RevisionSet.From(
        [typeof(Sample.First), typeof(SecondByAnotherName), typeof(Sample.Third)]);

    public static RevisionSet OfTheWayBack { get; } = RevisionSet.From(
        [typeof(Sample.First), typeof(SecondWithAnotherWayBack), typeof(Sample.Third)]);

    [Revision(20250102000000, "second")]
    public sealed class SecondWithNote : Revision
    {
        public override void Up()
            => Create.Table("second").WithColumn("id").AsInt32().PrimaryKey("second_pkey").WithColumn("note").AsText().Nullable();

        public override void Down() => Delete.Table("second");
    }

    [Revision(20250103000000, "aaaaaaaaaaa3", "third")]
    public sealed class ThirdWithNote : Revision
    {
        public override void Up()
            => Create.Table("third").WithColumn("id").AsInt32().PrimaryKey("third_pkey").WithColumn("note").AsText().Nullable();

        public override void Down() => Delete.Table("third");
    }

    /// <summary>Does the same, in other words of C#.</summary>
    [Revision(20250102000000, "create the second table")]
    public sealed class SecondByAnotherName : Revision
    {
        private const string Table = "second";

        public override void Up()
        {
            var table = Create.Table(Table);
            table.WithColumn("id").AsInt32().PrimaryKey($"{Table}_pkey");
        }

        public override void Down() => Delete.Table(Table);
    }

    [Revision(20250102000000, "second")]
    public sealed class SecondWithAnotherWayBack : Revision
    {
        public override void Up() => Create.Table("second").WithColumn("id").AsInt32().PrimaryKey("second_pkey");

        public override void Down()
        {
            Sql("delete from second");
            Delete.Table("second");
        }
    }
}
