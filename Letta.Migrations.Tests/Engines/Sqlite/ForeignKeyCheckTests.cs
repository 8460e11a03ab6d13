using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Enforcement is off while a revision runs; what it would have refused is found before the commit.</summary>
public sealed class ForeignKeyCheckTests : IDisposable
{
    private readonly RevisionRun _run = new();

    public ForeignKeyCheckTests() => _run.Run("""
        pragma foreign_keys = off;
        create table p (id integer primary key, k text, j text, unique (k, j));
        create table c (id integer primary key, p_id int references p (id) on delete cascade, k text, j text);
        create table other (p_id int references p (id));
        insert into p values (1, 'x', 'y'), (2, 'z', 'w');
        insert into c values (1, 1, 'x', 'y'), (2, 2, 'z', null), (3, null, 'a', 'b'), (4, 1, 'q', 'q');
        """);

    [Fact]
    public void Rows_that_a_new_foreign_key_does_not_fit_are_shown()
    {
        var e = Assert.Throws<NeedsHumanException>(
            () => _run.Up(r => r.Create.ForeignKey("fk").FromTable("c").ForeignColumns("k", "j").ToTable("p").PrimaryColumns("k", "j")));

        Assert.Equal("2 rows of \"c\" refer to rows of \"p\" that do not exist: rowid 3, 4.", e.What);
        Assert.Equal(
            """
            see them   select * from "c" c where c."k" is not null and c."j" is not null and not exists (select 1 from "p" p where p."k" = c."k" and p."j" = c."j")
            then       correct or delete them, and run the same command again
            """,
            e.Next);
        Assert.Equal("3|null|a|b\n4|1|q|q", _run.Rows(e.Next.Split('\n')[0]["see them   ".Length..]));
    }

    [Theory]
    [InlineData("delete from p where id = 2")]
    [InlineData("update p set id = 3 where id = 2")]
    [InlineData("with two as (select 2 as id) delete from p where id in (select id from two)")]
    public void Rows_that_lose_what_they_refer_to_are_shown(string sql)
    {
        var e = Assert.Throws<NeedsHumanException>(() => _run.Up(r => r.Sql(sql)));

        Assert.Equal("1 row of \"c\" refers to rows of \"p\" that do not exist: rowid 2.", e.What);
    }

    [Fact]
    public void Rows_that_are_written_astray_are_shown()
    {
        var e = Assert.Throws<NeedsHumanException>(() => _run.Up(r => r.Insert.IntoTable("c").Row(new { id = 9, p_id = 9 })));

        Assert.Equal("1 row of \"c\" refers to rows of \"p\" that do not exist: rowid 9.", e.What);
    }

    [Fact]
    public void Rows_that_went_astray_before_in_a_table_of_no_concern_are_left_alone()
    {
        _run.Run("pragma foreign_keys = off; insert into other values (77)");

        _run.Up(r =>
        {
            r.Alter.Column("k").OnTable("c").AsVarchar().Nullable();
            r.Sql("insert into p values (3, 'n', 'n')");
            r.Alter.Column("j").OnTable("p").AsVarchar().Nullable();
        });

        Assert.Equal("77", _run.Rows("select * from other"));
        Assert.Equal(2, _run.Rebuilds);
    }

    [Fact]
    public void A_foreign_key_to_nothing_is_refused()
    {
        Assert.Equal("foreign key \"fk\" of table \"c\" refers to table \"x\", which does not exist", Refused("x", "id"));
        Assert.Equal("foreign key \"fk\" of table \"c\" refers to column \"x\" of table \"p\", which does not exist", Refused("p", "x"));
        Assert.Equal(
            "foreign key \"fk\" of table \"c\" refers to (k) of table \"p\", which no primary key or unique constraint covers",
            Refused("p", "k"));
    }

    [Fact]
    public void A_key_that_is_referred_to_is_not_dropped()
    {
        var e = Assert.Throws<StatementFailedException>(() => _run.Up(r => r.Delete.PrimaryKey("p_pkey").FromTable("p")));

        Assert.Equal(
            "a foreign key of table \"c\" refers to (id) of table \"p\", which no primary key or unique constraint covers", e.Message);
    }

    [Fact]
    public void A_unique_index_is_a_key_too()
    {
        _run.Run("create unique index ux on p (j)");

        _run.Up(r => r.Create.Table("d").WithColumn("j").AsText().Nullable().ForeignKey("fk", "p", "j"));

        Assert.Equal("fk", _run.Rows("select 'fk' from pragma_foreign_key_list('d')"));
    }

    public void Dispose() => _run.Dispose();

    private string Refused(string table, string column)
        => Assert.Throws<StatementFailedException>(
            () => _run.Up(r => r.Create.ForeignKey("fk").FromTable("c").ForeignColumn("k").ToTable(table).PrimaryColumn(column))).Message;
}
