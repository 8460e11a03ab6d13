using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Engines.Sqlite;

public sealed class OneRebuildTests
{
    [Fact]
    public void Alterations_of_one_table_make_one_rebuild()
    {
        using var run = new RevisionRun();
        run.Run("create table p (id integer primary key); create table t (id varchar primary key, a int, b text, c text default 'x'); create index i on t (b)");
        run.Run("insert into t values ('k', 1, 'two', 'three')");

        run.Up(r =>
        {
            r.Alter.Table("t").AlterColumn("a").AsInt64().NotNullable();
            r.Create.Column("d").OnTable("t").AsText().NotNullable().FilledFrom("t.b || '!'");
            r.Delete.DefaultConstraint().OnTable("t").OnColumn("c");
            r.Rename.Column("b").OnTable("t").To("bee");
            r.Alter.Column("bee").OnTable("t").AsVarchar().NotNullable().WithDefaultValue("none");
            r.Create.UniqueConstraint("uq").OnTable("t").Columns("a", "bee");
            r.CreateCheck("ck", "t", "a > 0");
            r.Create.Column("p_id").OnTable("t").AsInt32().Nullable().ForeignKey("fk", "p", "id");
            r.Create.Index("i2").OnTable("t").OnColumn("d").Descending();
            r.Delete.Column("c").FromTable("t");
        });

        Assert.Equal(
            """
            ALTER TABLE "t" RENAME COLUMN "b" TO "bee";
            """,
            run.Statements);
    }
}
