using Letta.Migrations.Authoring;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Running;

/// <summary>A small history for tests of the runner: three tables in three revisions, the middle one unknown to Alembic.</summary>
public static class Sample
{
    public static RevisionSet All { get; } = RevisionSet.From([typeof(First), typeof(Second), typeof(Third)]);

    public static RevisionSet FirstTwo { get; } = RevisionSet.From([typeof(First), typeof(Second)]);

    public static RevisionSet WithoutSecond { get; } = RevisionSet.From([typeof(First), typeof(Third)]);

    public static RevisionSet ThenFailing { get; } = RevisionSet.From([typeof(First), typeof(Failing), typeof(Third)]);

    public static RevisionSet WithCode { get; } = RevisionSet.From([typeof(First), typeof(OwnCode)]);

    public static RevisionSet FillingThenRefusing { get; } = RevisionSet.From([typeof(First), typeof(Filling), typeof(Refusing)]);

    [Revision(20250102000000, "aaaaaaaaaaa4", "inserts a row")]
    public sealed class Filling : Revision
    {
        public override void Up() => Sql("insert into first (id) select 7");

        public override void Down() => Sql("delete from first");
    }

    [Revision(20250103000000, "aaaaaaaaaaa5", "refuses rows")]
    public sealed class Refusing : Revision
    {
        public override void Up() => Refuse("first", "are there", "select id from first", "delete them");

        public override void Down() => Sql("delete from first");
    }

    [Revision(20250101000000, "aaaaaaaaaaa1", "first")]
    public sealed class First : Revision
    {
        public override void Up() => Create.Table("first").WithColumn("id").AsInt32().PrimaryKey("first_pkey");

        public override void Down() => Delete.Table("first");
    }

    [Revision(20250102000000, "second")]
    public sealed class Second : Revision
    {
        public override void Up() => Create.Table("second").WithColumn("id").AsInt32().PrimaryKey("second_pkey");

        public override void Down() => Delete.Table("second");
    }

    [Revision(20250102000000, "aaaaaaaaaaa2", "writes by itself")]
    public sealed class OwnCode : Revision
    {
        public override void Up() => Execute.WithConnection((connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "insert into first (id) values (7)";
            command.ExecuteNonQuery();
        });

        public override void Down() => Sql("delete from first");
    }

    [Revision(20250103000000, "aaaaaaaaaaa3", "third")]
    public sealed class Third : Revision
    {
        public override void Up() => Create.Table("third").WithColumn("id").AsInt32().PrimaryKey("third_pkey");

        public override void Down() => Delete.Table("third");
    }

    [Revision(20250102000000, "aaaaaaaaaaa2", "fails half way")]
    public sealed class Failing : Revision
    {
        public override void Up()
        {
            Create.Table("half").WithColumn("id").AsInt32().PrimaryKey("half_pkey");
            Sql("insert into nowhere (id) values (1)");
        }

        public override void Down() => Delete.Table("half");
    }
}
