using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public abstract class EnumChangeSpec(TestEngine engine)
{
    [Theory]
    [InlineData("first, small, large")]
    [InlineData("small, medium, large")]
    [InlineData("small, large, last")]
    [InlineData("first, second, small, medium, large, last")]
    public async Task Labels_are_added_in_their_places_and_go_again(string labels)
    {
        await using var bench = await CreateAsync();
        string[] from = ["small", "large"];
        string[] to = labels.Split(", ");

        await bench.RunAsync(r => r.ChangeEnum("e", from, to, ("t", "c")));
        await AssertLabelsAsync(bench, to);

        await bench.RunAsync(r => r.ChangeEnum("e", to, from, ("t", "c")));
        await AssertLabelsAsync(bench, from);
        Assert.Equal("1|small\n2|large", await RowsAsync(bench));
    }

    /// <summary>Postgres does not let a label be used before it is committed (55P04).</summary>
    [Fact]
    public async Task Label_is_used_in_the_revision_that_adds_it()
    {
        await using var bench = await CreateAsync();

        await bench.RunAsync(r =>
        {
            r.ChangeEnum("e", ["small", "large"], ["small", "medium", "large"], ("t", "c"));
            r.Alter.Table("t").AddColumn("d").AsEnum("e", 6).NotNullable().WithDefaultValue("large");
            r.Alter.Column("c").OnTable("t").AsEnum("e", 6).NotNullable().WithDefaultValue("medium");
            r.Sql("update t set c = 'medium' where id = 1");
        });

        await bench.ExecuteAsync("insert into t (id) values (3)");
        Assert.Equal("1|medium\n2|large\n3|medium", await RowsAsync(bench));
        await AssertLabelsAsync(bench, ["small", "medium", "large"]);
    }

    [Fact]
    public async Task Label_goes_though_others_are_a_default_in_a_check_and_in_an_index()
    {
        await using var bench = await CreateAsync();
        await bench.RunAsync(r =>
        {
            r.Alter.Column("c").OnTable("t").AsEnum("e", 5).NotNullable().WithDefaultValue("small");
            r.CreateCheck("ck", "t", "c <> 'large' or id > 1");
            r.Create.Index("ix").OnTable("t").OnColumn("id").Ascending().WithOptions().Filter("c = 'small'");
            r.ChangeEnum("e", ["small", "large"], ["small", "medium", "large"], ("t", "c"));
        });
        var before
            = (await bench.ReadAsync()).Table("t")!.Members.Where(m => m.Kind is "check" or "index").ToDictionary(m => m.Name, m => m.Text);

        await bench.RunAsync(r => r.ChangeEnum("e", ["small", "medium", "large"], ["large", "small"], ("t", "c")));

        await AssertLabelsAsync(bench, ["large", "small"]);
        Assert.Equal(
            before,
            (await bench.ReadAsync()).Table("t")!.Members.Where(m => m.Kind is "check" or "index").ToDictionary(m => m.Name, m => m.Text));
        await bench.ExecuteAsync("insert into t (id) values (3)");
        Assert.Equal("1|small\n2|large\n3|small", await RowsAsync(bench));
    }

    private static async Task AssertLabelsAsync(Workbench bench, string[] labels)
    {
        if (bench.OnPostgres)
            Assert.Equal(labels, Assert.Single((await bench.ReadAsync()).Enums).Labels);
        else
            Assert.StartsWith($"VARCHAR({labels.Max(l => l.Length)})", await bench.ReadAsync("t", "column c"), StringComparison.Ordinal);
    }

    private static Task<string> RowsAsync(Workbench bench) => bench.RowsAsync("select id, cast(c as varchar) from t order by id");

    private async Task<Workbench> CreateAsync()
    {
        var bench = await Workbench.CreateAsync(engine);
        await bench.RunAsync(r =>
        {
            r.CreateEnum("e", "small", "large");
            r.Create.Table("t").WithColumn("id").AsInt32().NotNullable().WithColumn("c").AsEnum("e", 5).NotNullable();
        });
        await bench.ExecuteAsync("insert into t values (1, 'small'), (2, 'large')");
        return bench;
    }
}
