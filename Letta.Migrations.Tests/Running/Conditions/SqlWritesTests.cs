using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Running.Conditions;

namespace Letta.Migrations.Tests.Running.Conditions;

/// <summary>Whether a statement of an earlier revision may change the answer to a condition. In doubt it may.</summary>
public sealed class SqlWritesTests
{
    [Theory]
    [InlineData("update pears set taste = 'sweet' where colour is null")]
    [InlineData("update pears p set taste = (select t.colour from trees t where t.id = p.tree_id), size = 1 from trees where trees.id = 2")]
    [InlineData("update trees set colour = 'green'")]
    [InlineData("insert into trees (id) select id from pears on conflict (id) do update set id = 3")]
    [InlineData("with gone as (select id from pears) delete from trees where id in (select id from gone)")]
    [InlineData("create index on pears (colour)")]
    [InlineData("create table other as select * from pears")]
    [InlineData("alter table trees add colour text, add size integer; drop index pears_colour")]
    [InlineData("/* update pears set colour = 1 */ update trees set id = 2 -- update pears set colour = 1")]
    [InlineData("update trees set note = 'update pears set colour = ''x'''")]
    public void It_may_not(string sql) => Assert.False(MayChange(sql));

    [Theory]
    [InlineData("update pears set colour = 'green'")]
    [InlineData("UPDATE \"pears\" AS p SET size = 1, \"colour\" = 'green'")]
    [InlineData("update public.pears set (size, colour) = (1, 'green')")]
    [InlineData("update pears set size = a is distinct from b, colour = 'green'")]
    [InlineData("update or ignore pears set colour = 'green'")]
    [InlineData("with new as (update only pears set colour = 'x' returning id) insert into trees select id from new")]
    [InlineData("insert into pears (id, colour) values (1, 'green')")]
    [InlineData("insert or replace into pears (id) values (1)")]
    [InlineData("replace into pears (id) values (1)")]
    [InlineData("update trees set id = 1; delete from pears where colour is null")]
    [InlineData("merge into pears using trees on true when matched then delete")]
    [InlineData("alter table if exists pears rename to trees2")]
    [InlineData("alter table trees rename to pears")]
    [InlineData("drop table trees, pears")]
    [InlineData("truncate pears")]
    [InlineData("do $$ begin update pears set colour = 'x'; end $$")]
    [InlineData("select correct_pears()")]
    [InlineData("call correct_pears()")]
    [InlineData("create view pears2 as select 1")]
    [InlineData("update U&\"p\\0065ars\" set colour = 'x'")]
    [InlineData("update trees set id = E'\\'' ; update pears set colour = ' '")]
    [InlineData("update [pears] set colour = 'x'")]
    public void It_may(string sql) => Assert.True(MayChange(sql));

    private static bool MayChange(string sql)
    {
        var data = new ChangedData(new HiddenDependencies([], HasTriggers: false, KeysAct: true, []), _ => null);
        SqlWrites.Note(sql, data);
        return data.MayChange("select id from pears where \"colour\" is null order by id");
    }

    [Fact]
    public void Rows_that_go_with_others_by_a_foreign_key_may_change_it()
    {
        var data = new ChangedData(new HiddenDependencies(
            [],
            HasTriggers: false,
            KeysAct: true,
            [
                new KeyAction("branches", "trees", OnDelete: true, OnUpdate: false),
                new KeyAction("pears", "branches", OnDelete: true, OnUpdate: false)
            ]), _ => null);
        SqlWrites.Note("update trees set id = 2", data);
        Assert.False(data.MayChange("select id from pears"));

        SqlWrites.Note("delete from trees", data);
        Assert.True(data.MayChange("select id from pears"));
    }

    [Fact]
    public void A_query_of_all_columns_is_changed_by_any()
    {
        var data = new ChangedData(new HiddenDependencies([], HasTriggers: false, KeysAct: true, []), _ => null);
        data.Changed("pears", "colour");

        Assert.True(data.MayChange("select * from pears"));
        Assert.True(data.MayChange("select row_to_json(p) from pears p"));
        Assert.False(data.MayChange("select id, count(*) from pears group by id"));
    }
}
