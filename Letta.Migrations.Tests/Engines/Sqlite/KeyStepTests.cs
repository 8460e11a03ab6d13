using System.Data;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Keys and indexes mean on SQLite what they mean on Postgres.</summary>
public sealed class KeyStepTests : IDisposable
{
    private readonly RevisionRun _run = new();

    [Fact]
    public void Keys_are_added_and_dropped_by_name()
    {
        _run.Run(
            "create table p (a text, b text); create table t (id text, a text, b text); insert into p values ('x', 'y'); insert into t "
                + "values ('k', 'x', 'y')");

        _run.Up(r =>
        {
            r.Create.PrimaryKey("pk_p").OnTable("p").Columns("a", "b");
            r.Create.PrimaryKey("pk_t").OnTable("t").Column("id");
            r.Create.UniqueConstraint("uq_t").OnTable("t").Columns("a", "b");
            r.Create.ForeignKey("fk_t_p").FromTable("t").ForeignColumns("a", "b").ToTable("p").PrimaryColumns("a", "b").InitiallyDeferred()
                .OnDelete(Rule.Cascade);
            r.CreateCheck("ck_t", "t", "a <> b");
        });

        Assert.Equal(
            """
            CREATE TABLE "t" (
              "id" text NOT NULL,
              "a" text,
              "b" text,
              CONSTRAINT "pk_t" PRIMARY KEY ("id"),
              CONSTRAINT "uq_t" UNIQUE ("a", "b"),
              CONSTRAINT "fk_t_p" FOREIGN KEY ("a", "b") REFERENCES "p" ("a", "b") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
              CONSTRAINT "ck_t" CHECK (a <> b)
            )
            """,
            _run.Definition("t"));

        _run.Up(r =>
        {
            r.DropCheck("ck_t", "t");
            r.Delete.ForeignKey("fk_t_p").OnTable("t");
            r.Delete.UniqueConstraint("uq_t").FromTable("t");
            r.Delete.PrimaryKey("pk_t").FromTable("t");
        });

        Assert.Equal("CREATE TABLE \"t\" (\n  \"id\" text NOT NULL,\n  \"a\" text,\n  \"b\" text\n)", _run.Definition("t"));
        Assert.Equal("k|x|y", _run.Rows("select * from t"));
    }

    [Fact]
    public void Unnamed_keys_are_found_by_the_names_Postgres_gives_them()
    {
        _run.Run("""
            create table p (id text primary key);
            create table t (id text not null, a text references p, b text, n int check (n > 0), primary key (id), unique (a, b), foreign key (b) references p (id))
            """);

        _run.Up(r =>
        {
            r.Delete.ForeignKey("t_b_fkey").OnTable("t");
            r.Delete.ForeignKey().FromTable("t").ForeignColumn("a").ToTable("p").PrimaryColumn("id");
            r.Delete.UniqueConstraint("t_a_b_key").FromTable("t");
            r.Delete.PrimaryKey("t_pkey").FromTable("t");
            r.DropCheck("t_n_check", "t");
        });

        Assert.Equal("CREATE TABLE \"t\" (\n  \"id\" text NOT NULL,\n  \"a\" text,\n  \"b\" text,\n  \"n\" int\n)", _run.Definition("t"));
    }

    [Fact]
    public void Nulls_that_are_not_distinct_cannot_be_there_twice()
    {
        _run.Run("create table t (a text not null, b text, c int)");

        _run.Up(r => r.Create.Index("ux").OnTable("t").OnColumn("a").Ascending().OnColumn("b").Ascending().OnColumn("c").Descending()
            .WithOptions().UniqueNullsNotDistinct());

        Assert.Equal(
            "CREATE UNIQUE INDEX \"ux\" ON \"t\" (\"a\", ifnull(\"b\", 0), \"b\" IS NULL, ifnull(\"c\", 0) DESC, \"c\" IS NULL)",
            _run.Statements);
        _run.Run("insert into t values ('x', null, 1), ('x', '', 1), ('x', '0', 1), ('x', null, 0), ('x', null, null)");
        Assert.Throws<SqliteException>(() => _run.Run("insert into t values ('x', null, null)"));
        Assert.Throws<SqliteException>(() => _run.Run("insert into t values ('x', null, 1)"));
    }

    [Fact]
    public void A_constraint_whose_nulls_are_not_distinct_is_one_still_and_forbids_them_twice()
    {
        _run.Run("create table t (a text, b text, c int)");

        _run.Up(r => r.Create.UniqueConstraint("uq").OnTable("t").Columns("a", "b").NullsNotDistinct());
        _run.Run("insert into t values ('x', null, 1), ('x', 'y', 1), (null, null, 1)");

        Assert.Throws<SqliteException>(() => _run.Run("insert into t values ('x', null, 2)"));
        Assert.Throws<SqliteException>(() => _run.Run("insert into t values (null, null, 2)"));
        Assert.Throws<SqliteException>(() => _run.Run("insert into t values ('x', 'y', 2)"));
        Assert.Contains("CONSTRAINT \"uq\" UNIQUE (\"a\", \"b\")", _run.Definition("t"), StringComparison.Ordinal);

        _run.Up(r => r.Delete.UniqueConstraint("uq").FromTable("t"));

        Assert.Equal("t", _run.Rows("select name from sqlite_schema"));
    }

    [Fact]
    public void Nulls_are_distinct_unless_it_is_said()
    {
        _run.Run("create table t (a text, b text)");

        _run.Up(r => r.Create.Index("ux").OnTable("t").OnColumn("a").Ascending().OnColumn("b").Ascending().WithOptions().Unique());
        _run.Run("insert into t values ('x', null), ('x', null)");

        Assert.Equal("CREATE UNIQUE INDEX \"ux\" ON \"t\" (\"a\", \"b\")", _run.Statements);
    }

    [Fact]
    public void An_index_of_Postgres_keeps_what_SQLite_has_a_word_for()
    {
        _run.Run("create table t (a text, b text)");

        _run.Up(r =>
        {
            var options = r.Create.Index("ix").OnTable("t").OnColumn("a").Descending().WithOptions();
            options.Filter("b is not null").AsConcurrently();
            options.UsingHash();
            options.Include("b");
        });

        Assert.Equal("CREATE INDEX \"ix\" ON \"t\" (\"a\" DESC) WHERE b is not null", _run.Statements);
    }

    public void Dispose() => _run.Dispose();
}
