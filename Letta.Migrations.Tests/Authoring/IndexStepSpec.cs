using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public abstract class IndexStepSpec(TestEngine engine)
{
    private static readonly Dictionary<string, StepCase> Cases = new(StringComparer.Ordinal)
    {
        ["expression"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnExpression("lower(b)").Ascending(), "(lower(b))", "(lower(b))"),
        ["expression of operators"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnExpression("a + 1").Descending().OnColumn("b").Ascending(),
            "((a + 1) desc, b)",
            "(a + 1 desc, b)"),
        ["direction"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("a").Descending().OnColumn("b").Ascending(), "(a desc, b)", "(a desc, b)"),
        ["nulls"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("a").Ascending().NullsFirst().OnColumn("b").Descending().NullsLast(),
            "(a nulls first, b desc nulls last)",
            "(a, b desc)"),
        ["usual nulls"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("a").Ascending().NullsLast().OnColumn("b").Descending().NullsFirst(),
            "(a, b desc)",
            "(a, b desc)"),
        ["operator class"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("b").Ascending().OperatorClass("text_pattern_ops"),
            "(b text_pattern_ops)",
            "(b)"),
        ["operator class of an expression"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnExpression("lower(b)").Descending().OperatorClass("text_pattern_ops").NullsLast(),
            "(lower(b) text_pattern_ops desc nulls last)",
            "(lower(b) desc)"),
        ["method with options"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("e").Ascending().OperatorClass("vector_cosine_ops").WithOptions()
                .Using("hnsw", "m=8", "ef_construction=32"),
            "hnsw (e vector_cosine_ops) with (ef_construction=32, m=8)",
            "(e)"),
        ["method"] = Index(r => r.Create.Index("ix").OnTable("t").OnColumn("j").Ascending().WithOptions().Using("gin"), "gin (j)", "(j)"),
        ["options of a b-tree"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("a").Descending().WithOptions().Using("btree", "fillfactor=70"),
            "(a desc) with (fillfactor=70)",
            "(a desc)"),
        ["filter"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("a").Ascending().WithOptions().Filter("a is not null"),
            "(a) where (a IS NOT NULL)",
            "(a) where a is not null"),
        ["include"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("a").Ascending().WithOptions().Include("b").Include("j"),
            "(a) include (b, j)",
            "(a)"),
        ["unique"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("a").Ascending().WithOptions().Unique(), "unique (a)", "unique (a)"),
        ["nulls not distinct"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnColumn("a").Descending().OnColumn("b").Ascending().WithOptions().NullsNotDistinct()
                .Unique(),
            "unique (a desc, b) nulls not distinct",
            "unique (a desc, b) nulls not distinct"),
        ["all at once"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnExpression("lower(b)").Ascending().OperatorClass("text_pattern_ops").NullsFirst()
                .OnColumn("a")
                .Descending()
                .WithOptions().Include("spare").Filter("a > 0").NullsNotDistinct().Using("btree", "fillfactor=80").Unique(),
            "unique (lower(b) text_pattern_ops nulls first, a desc) include (spare) nulls not distinct with (fillfactor=80) where (a > 0)",
            "unique (lower(b), a desc) nulls not distinct where a > 0"),
        ["all at once, in another order"] = Index(
            r => r.Create.Index("ix").OnTable("t").OnExpression("lower(b)").Ascending().NullsFirst().OperatorClass("text_pattern_ops")
                .OnColumn("a")
                .Descending()
                .WithOptions().Unique().WithOptions().Using("btree", "fillfactor=80").NullsNotDistinct().Filter("a > 0").Include("spare"),
            "unique (lower(b) text_pattern_ops nulls first, a desc) include (spare) nulls not distinct with (fillfactor=80) where (a > 0)",
            "unique (lower(b), a desc) nulls not distinct where a > 0"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Index_is_as_it_was_said_and_goes_again(string name)
    {
        await using var bench = await CreateAsync();

        await bench.TryAsync(Cases[name], "select id, a, b, j from t order by id");
    }

    [Fact]
    public async Task Column_of_an_expression_is_renamed_in_it()
    {
        await using var bench = await CreateAsync();

        await bench.RunAsync(r =>
        {
            r.Create.Index("ix").OnTable("t").OnExpression("lower(b)").Ascending().OnColumn("a").Descending().WithOptions()
                .Filter("b <> ''");
            r.Rename.Column("b").OnTable("t").To("name");
        });

        var index = Assert.Single((await bench.ReadAsync()).Table("t")!.Indexes);
        Assert.Equal("lower(name)", index.Terms[0].Expression);
        Assert.Contains("name", index.Filter, StringComparison.Ordinal);
    }

    /// <summary>As on Postgres, where the index depends on the column.</summary>
    [Fact]
    public async Task Column_of_an_expression_takes_the_index_along()
    {
        await using var bench = await CreateAsync();
        await bench.RunAsync(r => r.Create.Index("ix").OnTable("t").OnExpression("lower(b)").Ascending());

        await bench.RunAsync(r => r.Delete.Column("b").FromTable("t"));

        Assert.Empty((await bench.ReadAsync()).Table("t")!.Indexes);
    }

    [Fact]
    public async Task Unique_expression_forbids_what_it_makes_equal_and_null_twice()
    {
        await using var bench = await CreateAsync();
        await bench.RunAsync(r =>
        {
            r.Create.Table("u").WithColumn("a").AsText().Nullable();
            r.Create.Index("ix").OnTable("u").OnExpression("lower(a)").Ascending().WithOptions().NullsNotDistinct().Unique();
        });

        await bench.ExecuteAsync("insert into u values ('A'), (null), ('b')");

        await Assert.ThrowsAnyAsync<Exception>(() => bench.ExecuteAsync("insert into u values ('a')"));
        await Assert.ThrowsAnyAsync<Exception>(() => bench.ExecuteAsync("insert into u values (null)"));
    }

    private async Task<Workbench> CreateAsync()
    {
        var bench = await Workbench.CreateAsync(engine);
        await bench.RunAsync(r =>
        {
            r.CreateExtension("vector");
            r.Create.Table("t")
                .WithColumn("id").AsVarchar().PrimaryKey("t_pkey")
                .WithColumn("a").AsInt32().Nullable()
                .WithColumn("b").AsText().Nullable()
                .WithColumn("j").AsJsonb().Nullable()
                .WithColumn("e").AsVector(3).Nullable()
                .WithColumn("spare").AsInt32().Nullable();
        });
        await bench.ExecuteAsync("insert into t (id, a, b, j, e) values ('1', 1, 'X', '{}', '[1,2,3]'), ('2', null, 'y', null, null)");
        return bench;
    }

    private static StepCase Index(Action<Adhoc> up, string postgres, string sqlite)
        => new("index ix", up, r => r.Delete.Index("ix").OnTable("t"), postgres, sqlite);
}
