using System.Data;
using FluentMigrator.Builders.Create.ForeignKey;
using Letta.Migrations.Authoring;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public abstract class KeyStepSpec(TestEngine engine)
{
    private static readonly Dictionary<string, StepCase> Cases = new(StringComparer.Ordinal)
    {
        ["cascade"] = Key(k => k.OnDelete(Rule.Cascade).OnUpdate(Rule.Cascade), " on update cascade on delete cascade"),
        ["set null"] = Key(k => k.OnDelete(Rule.SetNull).OnUpdate(Rule.SetNull), " on update set null on delete set null"),
        ["set default"] = Key(k => k.OnDelete(Rule.SetDefault).OnUpdate(Rule.SetDefault), " on update set default on delete set default"),
        ["restrict"] = Key(k => k.OnDeleteRestrict().OnUpdateRestrict(), " on update restrict on delete restrict"),
        ["restrict and cascade"] = Key(k => k.OnUpdateRestrict().OnDelete(Rule.Cascade), " on update restrict on delete cascade"),
        ["deferrable"] = Key(k => k.OnDelete(Rule.Cascade).Deferrable(), " on delete cascade deferrable"),
        ["deferred"] = Key(k => k.OnUpdateRestrict().InitiallyDeferred(), " on update restrict deferrable initially deferred"),
        ["primary key"] = new(
            "primary key k_pkey",
            r => r.Create.PrimaryKey("k_pkey").OnTable("k").Columns("b", "a"),
            r => r.Delete.PrimaryKey("k_pkey").FromTable("k"),
            "(b, a)",
            "(b, a)")
        {
            Table = "k",
        },
        ["unique"] = new(
            "unique constraint uq",
            r => r.Create.UniqueConstraint("uq").OnTable("t").Columns("a", "b"),
            r => r.Delete.UniqueConstraint("uq").FromTable("t"),
            "(a, b)",
            "(a, b)"),
        ["unique with equal nulls"] = new(
            "unique constraint uq",
            r => r.Create.UniqueConstraint("uq").OnTable("t").Columns("a", "b").NullsNotDistinct(),
            r => r.Delete.UniqueConstraint("uq").FromTable("t"),
            "(a, b) nulls not distinct",
            "(a, b) nulls not distinct"),
        ["unique on a parent"] = new(
            "unique constraint uq",
            r => r.Create.UniqueConstraint("uq").OnTable("p").Columns("b", "c"),
            r => r.Delete.UniqueConstraint("uq").FromTable("p"),
            "(b, c)",
            "(b, c)")
        {
            Table = "p",
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Constraint_is_as_it_was_said_and_goes_again(string name)
    {
        await using var bench = await CreateAsync();

        await bench.TryAsync(
            Cases[name], "select 't', a, b from t union all select 'p', a, b from p union all select 'k', a, b from k order by 1, 2, 3");
    }

    [Fact]
    public async Task Primary_key_of_a_parent_becomes_another_when_its_references_step_aside()
    {
        await using var bench = await CreateAsync();
        await bench.RunAsync(r => Refer(r));

        await bench.RunAsync(r =>
        {
            r.Delete.ForeignKey("fk").OnTable("t");
            r.Delete.PrimaryKey("p_pkey").FromTable("p");
            r.Create.PrimaryKey("p_pkey").OnTable("p").Columns("b", "a");
            Refer(r);
        });

        Assert.Equal("(b, a)", await bench.ReadAsync("p", "primary key p_pkey"));
        Assert.Equal("(a, b) to p (a, b)", await bench.ReadAsync("t", "foreign key fk"));
        Assert.Equal("2", await bench.RowsAsync("select count(*) from t"));
    }

    private async Task<Workbench> CreateAsync()
    {
        var bench = await Workbench.CreateAsync(engine);
        await bench.RunAsync(r =>
        {
            foreach (var table in (string[])["p", "t", "k"])
            {
                r.Create.Table(table)
                    .WithColumn("a").AsInt32().NotNullable().WithDefaultValue(1)
                    .WithColumn("b").AsVarchar().NotNullable().WithDefaultValue("x")
                    .WithColumn("c").AsText().Nullable()
                    .WithColumn("spare").AsInt32().Nullable();
            }

            r.Create.PrimaryKey("p_pkey").OnTable("p").Columns("a", "b");
            r.Create.ForeignKey("fk_of_k").FromTable("k").ForeignColumns("a", "b").ToTable("p").PrimaryColumns("a", "b");
        });
        await bench.ExecuteAsync("insert into p (a, b) values (1, 'x'), (2, 'y')");
        await bench.ExecuteAsync("insert into t (a, b) values (1, 'x'), (2, 'y')");
        await bench.ExecuteAsync("insert into k (a, b) values (1, 'x'), (2, 'y')");
        await bench.RunAsync(r => r.Delete.ForeignKey("fk_of_k").OnTable("k"));
        return bench;
    }

    private static ICreateForeignKeyCascadeSyntax Refer(Adhoc r)
        => r.Create.ForeignKey("fk").FromTable("t").ForeignColumns("a", "b").ToTable("p").PrimaryColumns("a", "b");

    private static StepCase Key(Action<ICreateForeignKeyCascadeSyntax> rules, string text)
        => new(
            "foreign key fk",
            r => rules(Refer(r)),
            r => r.Delete.ForeignKey("fk").OnTable("t"),
            $"(a, b) to p (a, b){text}",
            $"(a, b) to p (a, b){text}");
}
