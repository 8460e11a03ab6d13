using Letta.Migrations.Engines.Sqlite.Rebuild;
using Letta.Migrations.Engines.Sqlite.Sql;

namespace Letta.Migrations.Tests.Engines.Sqlite;

public sealed class TableParserTests
{
    [Fact]
    public void Every_clause_is_read_and_written()
    {
        const string sql = """"
            CREATE TABLE [the table] ( -- a comment, with ) and '
                id integer primary key asc on conflict replace autoincrement,
                "a ""b""" varchar ( 10 , 2 ) constraint nn not null on conflict abort default ('x)' || ", (") collate nocase,
                `key` unsigned big int null constraint ck check ([the table].`key` > 0 /* ) */),
                'text' unique on conflict ignore references other(x) match full on update set null on delete cascade deferrable initially deferred,
                untyped,
                g generated always as (lower("a ""b""")) stored,
                v int as (id + 1),
                neg real default -1.5e-3,
                constraint uq unique (untyped collate rtrim desc, id) on conflict rollback
                check (id in (1, 2, ')')) constraint fk foreign key (id, v) references "other" (y, z) on delete restrict not deferrable
            ) strict
            """";

        Assert.Equal(
            """"
            CREATE TABLE "the table" (
              "id" integer PRIMARY KEY ASC ON CONFLICT REPLACE AUTOINCREMENT,
              "a ""b""" varchar ( 10 , 2 ) COLLATE "nocase" DEFAULT ('x)' || ", (") CONSTRAINT "nn" NOT NULL ON CONFLICT ABORT,
              "key" unsigned big int CONSTRAINT "ck" CHECK (`key` > 0 /* ) */),
              "text" UNIQUE ON CONFLICT IGNORE REFERENCES "other" ("x") ON DELETE CASCADE ON UPDATE SET NULL MATCH full deferrable initially deferred,
              "untyped",
              "g" GENERATED ALWAYS AS (lower("a ""b""")) STORED,
              "v" int GENERATED ALWAYS AS (id + 1) VIRTUAL,
              "neg" real DEFAULT -1.5e-3,
              CONSTRAINT "uq" UNIQUE ("untyped" COLLATE "rtrim" DESC, "id") ON CONFLICT ROLLBACK,
              CHECK (id in (1, 2, ')')),
              CONSTRAINT "fk" FOREIGN KEY ("id", "v") REFERENCES "other" ("y", "z") ON DELETE RESTRICT not deferrable
            ) STRICT
            """",
            TableText.Create(TableParser.Parse(sql)));
    }

    [Theory]
    [InlineData("CREATE TABLE t (a)")]
    [InlineData("CREATE TABLE t (\"primary\" int, [unique] text, `check`, 'constraint' primary key)")]
    [InlineData("CREATE TABLE t (id text, primary key (id)) without rowid")]
    [InlineData("CREATE TABLE t (id integer, x, primary key (id autoincrement))")]
    [InlineData("CREATE TABLE t (id integer primary key, generated, always text, rowid int, stored, replace, abort, \"as\")")]
    [InlineData(
        "CREATE TABLE t (a default 'it''s' check (a <> '--' and a <> '/*'), b default x'0a', c default 0x1f, d default CURRENT_TIMESTAMP)")]
    [InlineData("CREATE TABLE t (a default +1, b default (1 - -2), c default true, d \"double precision\", e 'odd type' (3))")]
    [InlineData("CREATE TABLE t(a int check (t.a > 0 and \"t\".a < 9), b int)")]
    [InlineData("CREATE TABLE p(a constraint idle, b int constraint x constraint y not null, unique(a), unique(b))")]
    [InlineData("CREATE TABLE ünï (ключ text, 名 int check (名 > 0))")]
    [InlineData(
        "CREATE TABLE t (a int, b int, foreign key (a) references t deferrable, foreign key (b) references t (a) on insert cascade)")]
    [InlineData("CREATE TABLE t (a int not null default 1 primary key desc, b text check (b like '%)%' escape '\\'))")]
    public void What_is_read_and_written_means_the_same_to_SQLite(string sql)
    {
        using var original = new RevisionRun(inMemory: true);
        using var copy = new RevisionRun(inMemory: true);
        original.Run(sql);

        var written = TableText.Create(
            TableParser.Parse(original.Rows("select sql from sqlite_schema where type = 'table' and name not like 'sqlite_%'")));
        copy.Run(written);

        const string schema = """
            select x.*, f.*, i.*, k.* from (select name from sqlite_schema where type = 'table' and name not like 'sqlite_%') t,
                pragma_table_xinfo(t.name) x left join pragma_foreign_key_list(t.name) f left join pragma_index_list(t.name) i left join pragma_index_xinfo(i.name) k
            """;
        Assert.Equal(original.Rows(schema), copy.Rows(schema));
        Assert.Equal(written, TableText.Create(TableParser.Parse(written)));
    }

    [Theory]
    [InlineData("CREATE TABLE t (a \"b")]
    [InlineData("CREATE TABLE t (a int")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("CREATE TABLE t (a) sideways")]
    public void What_is_no_table_is_refused(string sql) => Assert.Throws<FormatException>(() => TableParser.Parse(sql));
}
