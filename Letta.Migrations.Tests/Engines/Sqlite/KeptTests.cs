using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Whatever belongs to a table is still there after a copy.</summary>
public sealed class KeptTests : IDisposable
{
    private readonly RevisionRun _run = new();

    [Fact]
    public void Rows_keep_their_rowids_and_their_order()
    {
        _run.Run("create table t (a text, b int); create index covering on t (a desc, b)");
        _run.Run("insert into t (rowid, a, b) values (-5, 'x', 1), (7, 'c', 2), (9, 'a', null), (9223372036854775807, 'b', 4)");
        var before = _run.Rows("select rowid, typeof(a), a, typeof(b), b from t order by rowid");

        _run.Up(r => r.Alter.Column("a").OnTable("t").AsText().NotNullable());

        Assert.Equal(1, _run.Rebuilds);
        Assert.Equal(before, _run.Rows("select rowid, typeof(a), a, typeof(b), b from t order by rowid"));
    }

    [Fact]
    public void Rowids_are_kept_under_another_name_where_a_column_is_called_so()
    {
        _run.Run(
            "create table t (rowid text, oid text, a int); insert into t (_rowid_, rowid, oid, a) values (41, 'x', 'y', 1), (40, 'z', "
                + "'w', 2)");

        _run.Up(r => r.Alter.Column("a").OnTable("t").AsInt64().NotNullable());

        Assert.Equal("40|z|w|2\n41|x|y|1", _run.Rows("select _rowid_, rowid, oid, a from t order by _rowid_"));
    }

    [Fact]
    public void Every_storage_class_is_kept()
    {
        _run.Run("create table t (id integer primary key, v, j JSON, d DATETIME, a int)");
        _run.Run("""
            insert into t values (1, 1, '{"a":1}', '2024-10-11 14:19:19.000001', 0), (2, 1.5, '1', '2024', 0), (3, '1', 'null', null, 0),
                (4, x'00ff', x'01', 'x', 0), (5, null, null, 5e300, 0), (6, 9223372036854775807, '[1.0]', '', 0), (7, char(0) || 'nul', '', '-', 0)
            """);
        const string rows = "select id, typeof(v), hex(v), typeof(j), hex(j), typeof(d), quote(d) from t order by id";
        var before = _run.Rows(rows);

        _run.Up(r => r.Alter.Column("a").OnTable("t").AsInt64().NotNullable());

        Assert.Equal(before, _run.Rows(rows));
    }

    [Fact]
    public void Numbering_goes_on_where_it_was()
    {
        _run.Run(
            "create table t (id integer primary key autoincrement, a int); insert into t (a) values (1), (2), (3); delete from t where "
                + "id > 1");
        _run.Run("create table e (id integer primary key autoincrement, a int); insert into e (a) values (1); delete from e");

        _run.Up(r =>
        {
            r.Alter.Column("a").OnTable("t").AsInt64().NotNullable();
            r.Alter.Column("a").OnTable("e").AsInt64().NotNullable();
        });
        _run.Run("insert into t (a) values (4); insert into e (a) values (4)");

        Assert.Equal("1|1\n4|4", _run.Rows("select id, a from t"));
        Assert.Equal("2|4", _run.Rows("select id, a from e"));
        Assert.Equal("e|2\nt|4", _run.Rows("select name, seq from sqlite_sequence order by name"));
    }

    [Fact]
    public void Indexes_of_every_kind_are_kept()
    {
        _run.Run("""
            create table t (id integer primary key, a text, b text, c int);
            create index expression on t (lower(a), b || 'x');
            create index partial on t (a) where b is not null and c > 3;
            create unique index descending on t (a collate nocase desc, c);
            create unique index [odd "name] on t (b, c)
            """);
        const string indexes = "select name, sql from sqlite_schema where type = 'index' order by name";
        var before = _run.Rows(indexes);

        _run.Up(r => r.Alter.Column("c").OnTable("t").AsInt64().NotNullable());

        Assert.Equal(1, _run.Rebuilds);
        Assert.Equal(before, _run.Rows(indexes));
    }

    [Fact]
    public void Triggers_are_kept_and_fire()
    {
        _run.Run("""
            create table log (what text);
            create table t (id integer primary key, a int);
            create table other (id integer primary key);
            create trigger own after update of a on t when new.a > 1 begin insert into log values ('own ' || new.a); end;
            create trigger foreign_ after insert on other begin update t set a = a + 1; end;
            insert into t values (1, 1)
            """);

        _run.Up(r => r.Alter.Column("a").OnTable("t").AsInt64().NotNullable());
        _run.Run("insert into other values (1)");

        Assert.Equal("own 2", _run.Rows("select what from log"));
        Assert.Equal("foreign_\nown", _run.Rows("select name from sqlite_schema where type = 'trigger' order by 1"));
    }

    [Fact]
    public void Views_are_kept_and_work()
    {
        _run.Run("""
            create table t (id integer primary key, a int);
            create view v as select id, a * 2 as twice from t;
            create view w as select * from v;
            create trigger i instead of insert on v begin insert into t values (new.id, new.twice / 2); end;
            insert into t values (1, 21)
            """);

        _run.Up(r => r.Alter.Column("a").OnTable("t").AsInt64().NotNullable());
        _run.Run("insert into v values (2, 84)");

        Assert.Equal("1|42\n2|84", _run.Rows("select * from w"));
    }

    [Fact]
    public void A_view_that_was_broken_before_is_nobodys_business()
    {
        _run.Run(
            "create table t (id integer primary key, a int, b int); create view v as select * from gone; insert into t values (1, 2, 3)");

        _run.Up(r =>
        {
            r.Alter.Column("a").OnTable("t").AsInt64().NotNullable();
            r.Delete.Column("b").FromTable("t");
        });

        Assert.Equal("1|2", _run.Rows("select * from t"));
    }

    [Fact]
    public void Foreign_keys_in_and_out_are_kept()
    {
        _run.Run("""
            create table p (id integer primary key, k1 text, k2 text, unique (k1, k2));
            create table t (id integer primary key, up int references t (id) on delete cascade, p_id int,
                k1 text, k2 text, a int,
                constraint out_ foreign key (p_id) references p (id) on update cascade on delete set null deferrable initially deferred,
                foreign key (k1, k2) references p (k1, k2));
            create table c (t_id int references t (id) on delete cascade);
            insert into p values (1, 'x', 'y'); insert into t values (1, null, 1, 'x', 'y', 0), (2, 1, null, null, 'y', 0); insert into c values (1), (2)
            """);
        const string keys = """
            select t.name, f.* from sqlite_schema t, pragma_foreign_key_list(t.name) f where t.type = 'table' order by t.name, f.id, f.seq
            """;
        var before = _run.Rows(keys);

        _run.Up(r =>
        {
            r.Alter.Column("a").OnTable("t").AsInt64().NotNullable();
            r.Alter.Column("k1").OnTable("p").AsVarchar().NotNullable();
        });

        Assert.Equal(2, _run.Rebuilds);
        Assert.Equal(before, _run.Rows(keys));
        Assert.Equal("1\n2", _run.Rows("select t_id from c"));
        _run.Run("delete from t where id = 1");
        Assert.Equal("", _run.Rows("select * from t union all select *, 0, 0, 0, 0, 0 from c"));
    }

    [Fact]
    public void Checks_conflict_clauses_collations_and_generated_columns_are_kept()
    {
        _run.Run("""
            create table t (
                id integer primary key on conflict replace,
                a text not null on conflict ignore collate nocase,
                b int check (b > 0) default (abs(-4)),
                c text constraint uq_c unique on conflict replace,
                s text generated always as (upper(a)) stored,
                v int as (b * 2),
                d int,
                constraint named check (b < 100),
                check (t.a <> 'no')
            );
            insert into t (id, a, b, c) values (1, 'Ab', 3, 'c')
            """);

        _run.Up(r => r.Alter.Column("d").OnTable("t").AsInt64().Nullable());
        _run.Run("insert into t (id, a, c) values (2, 'x', 'c'); insert into t (a) values (null)");

        Assert.Equal("2|x|4|c|X|8", _run.Rows("select id, a, b, c, s, v from t where a = 'X'"));
        Assert.Equal("1", _run.Rows("select count(*) from t"));
        Assert.Contains("CONSTRAINT \"named\" CHECK (b < 100)", _run.Definition("t"), StringComparison.Ordinal);
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => _run.Run("insert into t (a) values ('no')"));
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => _run.Run("insert into t (a, b) values ('x', 0)"));
    }

    [Fact]
    public void Tables_without_rowid_and_strict_ones_stay_so()
    {
        _run.Run(
            "create table t (k text, n int, a any, primary key (k desc, n)) strict, without rowid; insert into t values ('b', 1, '1'), "
                + "('b', 0, 1), ('c', 0, null)");

        _run.Up(r => r.CreateCheck("ck", "t", "n >= 0"));

        Assert.Equal(1, _run.Rebuilds);
        Assert.EndsWith(") WITHOUT ROWID, STRICT", _run.Definition("t"), StringComparison.Ordinal);
        Assert.Equal("c|0|null\nb|0|integer\nb|1|text", _run.Rows("select k, n, iif(a is null, null, typeof(a)) from t"));
    }

    [Fact]
    public void A_failure_in_the_middle_leaves_the_table_as_it_was()
    {
        _run.Run("create table t (id integer primary key, a int); create index i on t (a); insert into t values (1, 1), (2, null)");
        var before = _run.Rows("select * from sqlite_schema") + _run.Rows("select * from t");

        var e = Assert.Throws<Letta.Migrations.Engines.StatementFailedException>(
            () => _run.Up(r => r.Alter.Column("a").OnTable("t").AsInt64().NotNullable()));

        Assert.Equal("SQLite Error 19: 'NOT NULL constraint failed: t.a'.", e.Message);
        Assert.Equal(before, _run.Rows("select * from sqlite_schema") + _run.Rows("select * from t"));
        Assert.Equal("0", _run.Rows("pragma legacy_alter_table"));
    }

    [Fact]
    public void Rows_that_a_new_type_makes_equal_are_not_dropped_by_a_conflict_clause()
    {
        _run.Run("create table t (a text unique on conflict replace); insert into t values ('1'), ('01')");

        var e = Assert.Throws<Letta.Migrations.Engines.StatementFailedException>(
            () => _run.Up(r => r.Alter.Column("a").OnTable("t").AsInt64().Nullable()));

        Assert.Equal("SQLite Error 19: 'UNIQUE constraint failed: t.a'.", e.Message);
        Assert.Equal("1\n01", _run.Rows("select a from t"));
    }

    [Fact]
    public void A_process_that_is_killed_at_any_statement_leaves_the_old_table()
    {
        _run.Run("create table t (id integer primary key, a int, b text); create index i on t (b)");
        _run.Run(
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000) insert into t select i, i, 'text ' || i "
                + "from n");
        _run.Run("pragma cache_spill = on; pragma cache_size = 20");
        var (schema, rows) = (_run.Rows("select sql from sqlite_schema"), _run.Rows("select count(*), sum(a), max(b) from t"));
        var checkedCopies = 0;
        var withJournal = 0;
        _run.AfterEach = () =>
        {
            // What lies on the disk now is all that a killed process leaves.
            var left = $"{_run.Path}-left-{checkedCopies}";
            File.Copy(_run.Path, left);
            if (File.Exists($"{_run.Path}-journal"))
                File.Copy($"{_run.Path}-journal", $"{left}-journal");
            withJournal += File.Exists($"{left}-journal") ? 1 : 0;

            using var after = new RevisionRun(left);
            Assert.Equal(schema, after.Rows("select sql from sqlite_schema"));
            Assert.Equal(rows, after.Rows("select count(*), sum(a), max(b) from t"));
            Assert.Equal("ok", after.Rows("pragma integrity_check"));
            checkedCopies++;
        };

        _run.Up(r => r.Alter.Column("a").OnTable("t").AsText().NotNullable());

        Assert.Equal(7, checkedCopies);
        Assert.InRange(withJournal, 5, 7);
        Assert.Equal("text", _run.Rows("select distinct typeof(a) from t"));
    }

    public void Dispose() => _run.Dispose();
}
