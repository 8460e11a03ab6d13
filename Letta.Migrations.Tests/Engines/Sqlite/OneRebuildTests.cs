using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>What is sent, to the letter: all alterations of a table within a revision are one plan.</summary>
public sealed class OneRebuildTests : IDisposable
{
    private readonly RevisionRun _run = new();

    [Fact]
    public void All_alterations_of_a_table_are_one_copy()
    {
        _run.Run("create table p (id integer primary key)");
        _run.Run(
            "create table t (id varchar primary key, a int, b text, c text default 'x'); create index i on t (b); create index ic on t (c)");
        _run.Run("create trigger tr after delete on t begin select 1; end");
        _run.Run("insert into t values ('k', 1, 'two', 'three')");

        _run.Up(r =>
        {
            r.Alter.Table("t").AlterColumn("a").AsInt64().NotNullable();
            r.Delete.DefaultConstraint().OnTable("t").OnColumn("c");
            r.Rename.Column("b").OnTable("t").To("bee");
            r.Create.Column("d").OnTable("t").AsText().NotNullable().FilledFrom("t.bee || '!'");
            r.Alter.Column("bee").OnTable("t").AsVarchar().NotNullable().WithDefaultValue("none");
            r.Create.UniqueConstraint("uq").OnTable("t").Columns("a", "bee");
            r.CreateCheck("ck", "t", "t.a > 0");
            r.Create.Column("p_id").OnTable("t").AsInt32().Nullable().ForeignKey("fk", "p", "id");
            r.Create.Index("i2").OnTable("t").OnColumn("d").Descending();
            r.Delete.Column("c").FromTable("t");
        });

        Assert.Equal(
            """
            ALTER TABLE "t" RENAME COLUMN "b" TO bee;
            DROP INDEX "ic";
            CREATE TABLE "migration_rebuild_t" (
              "id" varchar PRIMARY KEY,
              "a" BIGINT NOT NULL,
              "bee" VARCHAR DEFAULT 'none' NOT NULL,
              "d" TEXT NOT NULL,
              "p_id" INTEGER,
              CONSTRAINT "uq" UNIQUE ("a", "bee"),
              CONSTRAINT "ck" CHECK (a > 0),
              CONSTRAINT "fk" FOREIGN KEY ("p_id") REFERENCES "p" ("id")
            );
            INSERT OR ABORT INTO "migration_rebuild_t" (rowid, "id", "a", "bee", "d")
            SELECT rowid, "id", "a", "bee", (t.bee || '!') FROM "t" ORDER BY rowid;
            DROP TABLE "t";
            PRAGMA legacy_alter_table = ON;
            ALTER TABLE "migration_rebuild_t" RENAME TO "t";
            PRAGMA legacy_alter_table = OFF;
            CREATE INDEX i on t (bee);
            CREATE TRIGGER tr after delete on t begin select 1; end;
            CREATE INDEX "i2" ON "t" ("d" DESC)
            """,
            _run.Statements);
        Assert.Equal("k|1|two|two!|null", _run.Rows("select * from t"));
    }

    [Fact]
    public void Tables_altered_by_turns_are_copied_once_each()
    {
        _run.Run("create table a (x int, y int); create table b (x int, y int)");

        _run.Up(r =>
        {
            r.Alter.Column("x").OnTable("a").AsText().Nullable();
            r.Alter.Column("x").OnTable("b").AsText().Nullable();
            r.Create.PrimaryKey("pk_a").OnTable("a").Column("x");
            r.Create.ForeignKey("fk_b_a").FromTable("b").ForeignColumn("x").ToTable("a").PrimaryColumn("x");
            r.Alter.Column("y").OnTable("a").AsInt64().Nullable();
        });

        Assert.Equal(2, _run.Rebuilds);
    }

    [Fact]
    public void All_about_a_new_table_is_one_CREATE_TABLE()
    {
        _run.Up(r =>
        {
            r.Create.Table("p").WithColumn("id").AsInt64().PrimaryKey("pk_p").Identity();
            r.Create.Table("t")
                .WithColumn("id").AsVarchar().PrimaryKey("pk_t")
                .WithColumn("p_id").AsInt64().Nullable().ForeignKey("fk_t_p", "p", "id").OnDelete(System.Data.Rule.Cascade)
                .WithColumn("kind").AsEnum("kind", 5).Indexed("ix_kind").WithDefaultValue("none")
                .WithColumn("made").AsTimestampTz().NotNullable().WithDefault(FluentMigrator.SystemMethods.CurrentDateTime);
            r.Create.UniqueConstraint("uq_t").OnTable("t").Columns("id", "kind");
            r.Create.ForeignKey("fk_self").FromTable("t").ForeignColumns("id", "kind").ToTable("t").PrimaryColumns("id", "kind")
                .InitiallyDeferred();
            r.CreateCheck("ck_t", "t", "kind <> ''");
            r.Alter.Table("t").AddColumn("note").AsJson().Nullable();
            r.Rename.Column("kind").OnTable("t").To("sort");
            r.Rename.Table("t").To("things");
        });

        Assert.Equal(
            """
            CREATE TABLE "p" (
              "id" INTEGER NOT NULL,
              CONSTRAINT "pk_p" PRIMARY KEY ("id" AUTOINCREMENT)
            );
            CREATE TABLE "things" (
              "id" VARCHAR NOT NULL,
              "p_id" BIGINT,
              "sort" VARCHAR(5) DEFAULT 'none' NOT NULL,
              "made" DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
              "note" JSON,
              CONSTRAINT "pk_t" PRIMARY KEY ("id"),
              CONSTRAINT "fk_t_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id") ON DELETE CASCADE,
              CONSTRAINT "uq_t" UNIQUE ("id", "sort"),
              CONSTRAINT "fk_self" FOREIGN KEY ("id", "sort") REFERENCES "things" ("id", "sort") DEFERRABLE INITIALLY DEFERRED,
              CONSTRAINT "ck_t" CHECK (sort <> '')
            );
            CREATE INDEX "ix_kind" ON "things" ("sort")
            """,
            _run.Statements);
    }

    [Fact]
    public void Columns_that_SQLite_can_add_are_added_in_place()
    {
        _run.Run("create table p (id integer primary key); create table t (id varchar primary key); insert into t values ('k')");

        _run.Up(r =>
        {
            r.Alter.Table("t")
                .AddColumn("a").AsVarchar().Nullable()
                .AddColumn("b").AsBoolean().NotNullable().WithDefaultValue(false)
                .AddColumn("c").AsInt32().Nullable().ForeignKey("fk_c", "p", "id").OnDelete(System.Data.Rule.SetNull).Indexed("ix_c");
        });

        Assert.Equal(
            """
            ALTER TABLE "t" ADD COLUMN "a" VARCHAR;
            ALTER TABLE "t" ADD COLUMN "b" BOOLEAN DEFAULT FALSE NOT NULL;
            ALTER TABLE "t" ADD COLUMN "c" INTEGER CONSTRAINT "fk_c" REFERENCES "p" ("id") ON DELETE SET NULL;
            CREATE INDEX "ix_c" ON "t" ("c")
            """,
            _run.Statements);
        Assert.Equal("k|null|0|null", _run.Rows("select * from t"));
    }

    [Fact]
    public void A_column_that_nothing_mentions_is_dropped_in_place()
    {
        _run.Run("create table t (id varchar primary key, a int, b int); insert into t values ('k', 1, 2)");

        _run.Up(r => r.Delete.Column("a").FromTable("t"));

        Assert.Equal("ALTER TABLE \"t\" DROP COLUMN \"a\"", _run.Statements);
        Assert.Equal("k|2", _run.Rows("select * from t"));
    }

    [Fact]
    public void What_changes_nothing_on_SQLite_sends_nothing()
    {
        _run.Run("create table t (id varchar primary key, a VARCHAR not null)");

        _run.Up(r =>
        {
            r.Alter.Column("a").OnTable("t").AsVarchar().NotNullable();
            r.CreateExtension("vector");
            r.CreateEnum("mood", "good", "bad");
            r.DropEnum("mood");
            r.Create.Schema("s");
            r.Create.Sequence("numbers").IncrementBy(1);
            r.Delete.Sequence("numbers");
            r.Delete.Schema("s");
            r.Alter.Table("t").WithDescription("said and forgotten");
        });

        Assert.Equal("", _run.Statements);
    }

    [Fact]
    public void Rows_set_at_once_in_a_new_column_are_part_of_the_copy()
    {
        _run.Run("create table t (id varchar primary key, a int); insert into t values ('k', 1), ('l', 2)");

        _run.Up(r => r.Alter.Table("t")
            .AlterColumn("a").AsInt64().NotNullable()
            .AddColumn("b").AsVarchar().SetExistingRowsTo("it's").NotNullable());

        Assert.Equal(1, _run.Rebuilds);
        Assert.DoesNotContain("UPDATE", _run.Statements, StringComparison.Ordinal);
        Assert.Equal("k|1|it's\nl|2|it's", _run.Rows("select * from t"));
        Assert.Contains("\"b\" VARCHAR NOT NULL", _run.Definition("t"), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_made_not_null_where_filled_are_one_copy()
    {
        _run.Run("create table t (id varchar primary key, a int, b int, c int); insert into t values ('k', 1, null, 3)");

        _run.Up(r =>
        {
            r.SetNotNullIfFilled("t", "a");
            r.SetNotNullIfFilled("t", "b");
            r.Alter.Table("t").AddColumn("d").AsVarchar().Nullable().FilledFrom("t.id");
            r.SetNotNullIfFilled("t", "d");
            r.SetNotNullIfFilled("t", "c");
        });

        Assert.Equal(1, _run.Rebuilds);
        Assert.Equal("id|0\na|1\nb|0\nc|1\nd|1", _run.Rows("select name, \"notnull\" from pragma_table_info('t')"));
    }

    [Fact]
    public void A_rename_of_the_table_in_the_middle_keeps_the_alterations()
    {
        _run.Run(
            "create table t (id varchar primary key, a int, up varchar references t (id)); create table c (t_id varchar references t "
                + "(id))");
        _run.Run("insert into t values ('k', 1, 'k'); insert into c values ('k')");

        _run.Up(r =>
        {
            r.Alter.Column("a").OnTable("t").AsText().NotNullable();
            r.Alter.Column("t_id").OnTable("c").AsVarchar().NotNullable();
            r.Rename.Table("t").To("u");
            r.CreateCheck("ck", "u", "u.a <> ''");
            r.Rename.Column("id").OnTable("u").To("key");
        });

        Assert.Equal(2, _run.Rebuilds);
        Assert.Equal(
            """
            CREATE TABLE "u" (
              "key" varchar PRIMARY KEY,
              "a" TEXT NOT NULL,
              "up" varchar REFERENCES "u" ("key"),
              CONSTRAINT "ck" CHECK (a <> '')
            )
            """,
            _run.Definition("u"));
        Assert.Contains("REFERENCES \"u\" (\"key\")", _run.Definition("c"), StringComparison.Ordinal);
        Assert.Equal("k|1|k", _run.Rows("select * from u"));
    }

    [Fact]
    public void A_name_that_a_dropped_column_frees_can_be_taken()
    {
        _run.Run("create table t (id varchar primary key, old int, fresh text); insert into t values ('k', 1, 'one')");

        _run.Up(r =>
        {
            r.Delete.Column("old").FromTable("t");
            r.Rename.Column("fresh").OnTable("t").To("old");
            r.Alter.Column("old").OnTable("t").AsText().NotNullable();
        });

        Assert.Equal("k|one", _run.Rows("select id, old from t"));
    }

    [Fact]
    public void What_looks_at_the_tables_sees_the_steps_before_it()
    {
        _run.Run("create table t (id varchar primary key, a int)");
        _run.Run("insert into t values ('k', 1)");
        var seen = "";

        _run.Up(r =>
        {
            r.Alter.Table("t").AddColumn("b").AsVarchar().NotNullable().FilledFrom("'b' || t.a");
            r.Execute.WithConnection((connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "select b from t";
                seen = (string)command.ExecuteScalar()!;
            });
            r.Alter.Column("b").OnTable("t").AsVarchar().Nullable();
            r.Sql("insert into t (id) values ('l')");
            r.Delete.Column("a").FromTable("t");
            r.Insert.IntoTable("t").Row(new { id = "m", b = "bm" });
        });

        Assert.Equal("b1", seen);
        Assert.Equal("k|b1\nl|null\nm|bm", _run.Rows("select id, b from t"));
    }

    public void Dispose() => _run.Dispose();
}
