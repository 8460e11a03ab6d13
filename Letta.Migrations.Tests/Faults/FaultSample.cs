using Letta.Migrations.Authoring;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Faults;

/// <summary>Revisions that take long, need locks or need extensions.</summary>
public static class FaultSample
{
    /// <summary>A table, then a revision that writes to it, sleeps on the server, and writes again.</summary>
    public static RevisionSet Slow { get; } = RevisionSet.From([typeof(Target), typeof(Sleeping)]);

    /// <summary>A table, then a revision that adds a column to it: it needs ACCESS EXCLUSIVE.</summary>
    public static RevisionSet Locking { get; } = RevisionSet.From([typeof(Target), typeof(AddColumn)]);

    public static RevisionSet WithVector { get; } = RevisionSet.From([typeof(Target), typeof(Vector)]);

    [Revision(20250101000000, "fffffffffff1", "a table")]
    public sealed class Target : Revision
    {
        public override void Up() => Create.Table("target").WithColumn("id").AsInt32().PrimaryKey("target_pkey");

        public override void Down() => Delete.Table("target");
    }

    [Revision(20250102000000, "fffffffffff2", "sleeps")]
    public sealed class Sleeping : Revision
    {
        public override void Up()
        {
            Sql("insert into target (id) values (1)");
            Sql(
                "select pg_sleep(60)",
                "with recursive forever(n) as (select 1 union all select n + 1 from forever) select count(*) from forever");
            Sql("insert into target (id) values (2)");
        }

        public override void Down() => Sql("delete from target");
    }

    [Revision(20250102000000, "fffffffffff2", "adds a column")]
    public sealed class AddColumn : Revision
    {
        public override void Up()
        {
            Create.Table("before").WithColumn("id").AsInt32().PrimaryKey("before_pkey");
            Alter.Table("target").AddColumn("more").AsInt32().Nullable();
        }

        public override void Down() => Delete.Table("before");
    }

    [Revision(20250102000000, "fffffffffff2", "needs pgvector")]
    public sealed class Vector : Revision
    {
        public override void Up() => CreateExtension("vector");

        public override void Down()
        {
        }
    }
}
