using FluentMigrator;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Each step of a revision does on SQLite what it does on Postgres.</summary>
public sealed class StepTests : IDisposable
{
    private readonly RevisionRun _run = new();

    [Fact]
    public void Alter_column_changes_type_and_nullability_and_keeps_the_default()
    {
        _run.Run("create table t (a int default 7); insert into t values (1)");

        _run.Up(r => r.Alter.Column("a").OnTable("t").AsString(10).NotNullable());

        Assert.Equal("a|VARCHAR(10)|1|7", _run.Rows("select name, type, \"notnull\", dflt_value from pragma_table_info('t')"));
        Assert.Equal("text|1", _run.Rows("select typeof(a), a from t"));
    }

    [Fact]
    public void Alter_column_that_says_nothing_of_null_keeps_not_null()
    {
        _run.Run("create table t (a int constraint nn not null)");

        _run.Up(r => r.Alter.Column("a").OnTable("t").AsInt64());

        Assert.Contains("BIGINT CONSTRAINT \"nn\" NOT NULL", _run.Definition("t"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_is_set_changed_and_dropped()
    {
        _run.Run("create table t (a text, b text default 'old', c text default 'old', d datetime)");

        _run.Up(r =>
        {
            r.Alter.Table("t").AlterColumn("a").AsText().Nullable().WithDefaultValue("it's");
            r.Delete.DefaultConstraint().OnTable("t").OnColumn("b");
            r.Alter.Column("c").OnTable("t").AsText().Nullable().WithDefaultValue(RawSql.Insert("lower('X')"));
            r.Alter.Column("d").OnTable("t").AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTimeOffset);
        });
        _run.Run("insert into t default values");

        Assert.Equal("it's|null|x|19", _run.Rows("select a, b, c, length(d) from t"));
    }

    [Fact]
    public void A_not_null_column_without_default_is_added_to_an_empty_table()
    {
        _run.Run("create table t (id integer primary key)");

        _run.Up(r => r.Create.Column("a").OnTable("t").AsText().NotNullable());

        Assert.Equal("1", _run.Rows("select \"notnull\" from pragma_table_info('t') where name = 'a'"));
    }

    [Fact]
    public void A_not_null_column_without_default_is_refused_by_rows()
    {
        _run.Run("create table t (id integer primary key); insert into t values (1)");

        var e = Assert.Throws<StatementFailedException>(() => _run.Up(r => r.Create.Column("a").OnTable("t").AsText().NotNullable()));

        Assert.Equal("SQLite Error 19: 'NOT NULL constraint failed: t.a'.", e.Message);
    }

    [Fact]
    public void A_default_that_is_no_literal_is_given_to_the_rows_that_exist()
    {
        _run.Run("create table t (id integer primary key); insert into t values (1)");

        _run.Up(r => r.Alter.Table("t")
            .AddColumn("made").AsTimestampTz().NotNullable().WithDefaultValue(RawSql.Insert("now()"))
            .AddColumn("uuid").AsGuid().NotNullable().WithDefault(SystemMethods.NewGuid));

        Assert.Equal("CURRENT_TIMESTAMP", _run.Rows("select dflt_value from pragma_table_info('t') where name = 'made'"));
        Assert.Equal("1|1", _run.Rows("select made > '2020', uuid like '________-____-4___-____-____________' from t"));
    }

    [Fact]
    public void A_default_that_is_dropped_again_has_filled_the_rows_that_exist()
    {
        _run.Run("create table t (id integer primary key); insert into t values (1)");

        _run.Up(r =>
        {
            r.Create.Column("a").OnTable("t").AsText().NotNullable().WithDefaultValue("x");
            r.Delete.DefaultConstraint().OnTable("t").OnColumn("a");
            r.Create.Column("b").OnTable("t").AsText().Nullable();
            r.Alter.Column("b").OnTable("t").AsText().WithDefaultValue("later");
        });
        _run.Run("insert into t (id, a) values (2, 'y')");

        Assert.Equal("1|x|null\n2|y|later", _run.Rows("select * from t"));
        Assert.Equal(1, _run.Rebuilds);
    }

    [Fact]
    public void A_column_that_a_fill_still_reads_can_be_renamed()
    {
        _run.Run(
            "create table t (id integer primary key, a text); create table u (t_id int); insert into t values (1, 'x'); insert into u "
                + "values (1)");

        _run.Up(r =>
        {
            r.Create.Column("b").OnTable("t").AsText().NotNullable().FilledFrom("t.a || '!'");
            r.Create.Column("c").OnTable("u").AsText().NotNullable().FilledFrom("(select t.a from t where t.id = u.t_id)");
            r.Rename.Column("a").OnTable("t").To("z");
            r.Rename.Table("t").To("v");
            r.Alter.Column("z").OnTable("v").AsText().NotNullable();
        });

        Assert.Equal("1|x|x!|x", _run.Rows("select id, z, b, (select c from u) from v"));
    }

    [Fact]
    public void A_column_is_filled_from_another_table()
    {
        _run.Run("""
            create table u (id text primary key, org text); create table t (id integer primary key, u_id text);
            insert into u values ('a', 'A'), ('b', 'B'); insert into t values (1, 'b'), (2, 'a')
            """);

        _run.Up(r =>
        {
            r.Create.Column("shout").OnTable("u").AsText().NotNullable().FilledFrom("u.org || '!'");
            r.Create.Column("org").OnTable("t").AsVarchar().NotNullable().FilledFrom("(select u.shout from u where u.id = t.u_id)");
            r.Delete.Column("org").FromTable("u");
            r.Create.Column("again").OnTable("t").AsVarchar().NotNullable().FilledFrom("t.org || t.id");
        });

        Assert.Equal("1|B!|B!1\n2|A!|A!2", _run.Rows("select id, org, again from t"));
    }

    [Fact]
    public void A_dropped_column_takes_its_indexes_and_constraints_along()
    {
        _run.Run("""
            create table p (id integer primary key);
            create table t (id integer primary key, a int unique references p (id), b int, c int check (c > 0),
                constraint u unique (a, b), check (a < b), constraint kept check (b > 0));
            create index i on t (a); create index j on t (b) where a > 0; create index k on t (abs(a)); create index l on t (b);
            insert into p values (1); insert into t values (1, 1, 2, 3)
            """);

        _run.Up(r => r.Delete.Column("a").FromTable("t"));

        Assert.Equal("1|2|3", _run.Rows("select * from t"));
        Assert.Equal("l", _run.Rows("select name from sqlite_schema where type = 'index'"));
        Assert.Equal(
            """
            CREATE TABLE "t" (
              "id" integer PRIMARY KEY,
              "b" int,
              "c" int CHECK (c > 0),
              CONSTRAINT "kept" CHECK (b > 0)
            )
            """,
            _run.Definition("t"));
    }

    [Fact]
    public void A_column_that_another_table_refers_to_is_not_dropped()
    {
        _run.Run(
            "create table p (id integer primary key, k text unique); create table c (k text, constraint fk foreign key (k) references p (k))");

        var e = Assert.Throws<StatementFailedException>(() => _run.Up(r => r.Delete.Column("k").FromTable("p")));

        Assert.Equal("column \"k\" of table \"p\" cannot be dropped: foreign key \"fk\" of table \"c\" refers to it", e.Message);
    }

    [Fact]
    public void A_column_that_a_view_shows_is_not_dropped()
    {
        _run.Run("create table t (id integer primary key, a int, b int unique); create view v as select a, b from t");

        var e = Assert.Throws<StatementFailedException>(() => _run.Up(r => r.Delete.Column("b").FromTable("t")));

        Assert.Equal("view \"v\" depends on what is dropped; drop or change it first", e.Message);
    }

    [Fact]
    public void A_column_that_a_trigger_uses_is_not_dropped()
    {
        _run.Run("""
            create table t (id integer primary key, a int, b int); create table o (x int);
            create trigger tr after update on o begin update t set b = new.x; end
            """);

        var e = Assert.Throws<StatementFailedException>(() => _run.Up(r => r.Delete.Column("b").FromTable("t")));

        Assert.Equal("an update trigger of \"o\" depends on what is dropped; drop or change it first", e.Message);
    }

    [Fact]
    public void A_renamed_column_is_renamed_wherever_it_is_mentioned()
    {
        _run.Run("""
            create table t (id integer primary key, a int unique check (a > 0), g as (a + 1));
            create table c (a int references t (a)); create index i on t (a) where a < 9;
            create view v as select a from t; create table log (x int);
            create trigger tr after insert on t begin insert into log values (new.a); end
            """);

        _run.Up(r => r.Rename.Column("a").OnTable("t").To("z"));
        _run.Run("insert into t (id, z) values (1, 5); insert into c values (5)");

        Assert.Equal(0, _run.Rebuilds);
        Assert.Equal("5|6|5|5", _run.Rows("select z, g, (select * from v), (select x from log) from t"));
        Assert.Equal("z", _run.Rows("select \"to\" from pragma_foreign_key_list('c')"));
    }

    [Fact]
    public void A_renamed_table_is_renamed_wherever_it_is_mentioned()
    {
        _run.Run("""
            create table t (id integer primary key, up int references t (id), check (t.id > 0)); create table c (t int references t (id));
            create index i on t (up); create view v as select * from t; create table log (x int);
            create trigger tr after insert on c begin insert into log select max(id) from t; end;
            insert into t values (1, null)
            """);

        _run.Up(r => r.Rename.Table("t").To("u"));
        _run.Run("insert into c values (1)");

        Assert.Equal("1|1|1", _run.Rows("select id, (select count(*) from v), (select x from log) from u"));
        Assert.Equal(
            "u|u",
            _run.Rows("select (select \"table\" from pragma_foreign_key_list('c')), (select \"table\" from pragma_foreign_key_list('u'))"));
    }

    [Fact]
    public void An_identity_numbers_the_rows()
    {
        _run.Run("create table t (a text); insert into t (rowid, a) values (10, 'x'), (20, 'y')");

        _run.Up(r =>
        {
            r.Create.Column("id").OnTable("t").AsInt64().Identity();
            r.Create.PrimaryKey("pk").OnTable("t").Column("id");
        });
        _run.Run("insert into t (a) values ('z')");

        Assert.Equal("1|x\n2|y\n3|z", _run.Rows("select id, a from t order by id"));
    }

    [Fact]
    public void An_identity_that_SQLite_cannot_number_is_a_plain_column()
    {
        _run.Up(r => r.Create.Table("t").WithColumn("id").AsText().PrimaryKey("pk").WithColumn("n").AsInt64().Identity());

        Assert.Equal(
            "CREATE TABLE \"t\" (\n  \"id\" TEXT NOT NULL,\n  \"n\" BIGINT NOT NULL,\n  CONSTRAINT \"pk\" PRIMARY KEY (\"id\")\n)",
            _run.Definition("t"));
    }

    [Fact]
    public void A_strict_table_gets_types_it_takes()
    {
        _run.Run("create table t (id integer primary key, a text) strict");

        _run.Up(r => r.Alter.Table("t").AddColumn("b").AsBoolean().Nullable().AddColumn("c").AsVarchar().Nullable().AlterColumn("a")
            .AsJson()
            .NotNullable());

        Assert.Equal("id|INTEGER\na|TEXT\nb|INTEGER\nc|TEXT", _run.Rows("select name, type from pragma_table_info('t')"));
    }

    [Fact]
    public void Rows_are_inserted_updated_and_deleted_as_SQLAlchemy_stores_them()
    {
        _run.Up(r =>
        {
            r.Create.Table("t").WithColumn("id").AsInt32().PrimaryKey().WithColumn("flag").AsBoolean().Nullable().WithColumn("at")
                .AsTimestampTz()
                .Nullable()
                .WithColumn("raw").AsBinary().Nullable().WithColumn("text").AsText().Nullable().WithColumn("json").AsJson().Nullable();
            r.Insert.IntoTable("t")
                .Row(
                    new
                    {
                        id = 1,
                        flag = true,
                        at = new DateTimeOffset(
                        2024,
                        10,
                        11,
                        16,
                        19,
                        19,
                        TimeSpan.FromHours(2)).AddMicroseconds(1),
                        raw = new byte[] { 0, 255 },
                        text = "it's {0}\0!",
                        json = "{\"a\":1}"
                    })
                .Row(new { id = 2, flag = false, at = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc) })
                .Row(new { id = 3, text = RawSql.Insert("upper('x')") });
            r.Update.Table("t").Set(new { text = "set" }).Where(new { id = 2 });
            r.Delete.FromTable("t").Row(new { id = 3, flag = (string?)null });
        });

        Assert.Equal(
            "1|1|2024-10-11 14:19:19.000001|00FF|69742773207B307D0021|{\"a\":1}"
            + "\n2|0|2024-01-02 03:04:05.000000||736574|null",
            _run.Rows("select id, flag, at, hex(raw), hex(text), json from t"));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        _run.Run("create table t (id integer primary key, a int)");

        Assert.Equal("table \"x\" does not exist", Refused(r => r.Alter.Column("a").OnTable("x").AsInt64()));
        Assert.Equal("column \"x\" of table \"t\" does not exist", Refused(r => r.Alter.Column("x").OnTable("t").AsInt64()));
        Assert.Equal("column \"x\" of table \"t\" does not exist", Refused(r => r.Delete.Column("x").FromTable("t")));
        Assert.Equal("column \"x\" of table \"t\" does not exist", Refused(r => r.Rename.Column("x").OnTable("t").To("y")));
        Assert.Equal("column \"a\" of table \"t\" already exists", Refused(r => r.Create.Column("a").OnTable("t").AsInt64().Nullable()));
        Assert.Equal("constraint \"x\" of table \"t\" does not exist", Refused(r => r.Delete.ForeignKey("x").OnTable("t")));
        Assert.Equal("constraint \"x\" of table \"t\" does not exist", Refused(r => r.DropCheck("x", "t")));
        Assert.Equal("index \"x\" does not exist", Refused(r => r.Delete.Index("x").OnTable("t")));
        Assert.Equal("table \"t\" already exists", Refused(r => r.Create.Table("t").WithColumn("a").AsText()));
        Assert.Equal("table \"x\" does not exist", Refused(r => r.Delete.Table("x")));
        Assert.Equal("table \"t\" already has a primary key", Refused(r => r.Create.PrimaryKey("pk").OnTable("t").Column("a")));
        _run.Up(r => r.Delete.Table("x").IfExists());
    }

    [Fact]
    public void A_table_that_another_refers_to_is_not_dropped()
    {
        _run.Run("create table p (id integer primary key); create table c (p_id int references p (id))");

        Assert.Equal("table \"p\" cannot be dropped: a foreign key of table \"c\" refers to it", Refused(r => r.Delete.Table("p")));
        _run.Up(r =>
        {
            r.Delete.ForeignKey("c_p_id_fkey").OnTable("c");
            r.Delete.Table("p");
        });

        Assert.Equal("CREATE TABLE \"c\" (\n  \"p_id\" int\n)", _run.Definition("c"));
        Assert.Equal("c", _run.Rows("select name from sqlite_schema"));
    }

    [Fact]
    public void A_table_is_dropped_and_made_anew_in_one_revision()
    {
        _run.Run("create table t (id integer primary key, a int); insert into t values (1, 2)");

        _run.Up(r =>
        {
            r.Alter.Column("a").OnTable("t").AsText();
            r.Delete.Table("t");
            r.Create.Table("t").WithColumn("b").AsText().Nullable();
        });

        Assert.Equal("CREATE TABLE \"t\" (\n  \"b\" TEXT\n)", _run.Definition("t"));
    }

    public void Dispose() => _run.Dispose();

    private string Refused(Action<Adhoc> steps) => Assert.Throws<StatementFailedException>(() => _run.Up(steps)).Message;
}
