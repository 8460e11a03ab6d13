using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public abstract class ViewSpec(TestEngine engine)
{
    private static readonly RevisionSet History = RevisionSet.From([typeof(Pears), typeof(LargePears), typeof(NoView)]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task View_outlives_a_change_of_its_table_and_goes_again()
    {
        await using var bench = await Workbench.CreateAsync(engine);
        await bench.RunAsync(
            r => r.Create.Table("t").WithColumn("id").AsInt32().PrimaryKey("t_pkey").WithColumn("spare").AsInt32().Nullable());
        await bench.ExecuteAsync("insert into t (id) values (1), (2), (3)");
        var before = await bench.ReadAsync();

        await bench.RunAsync(r => r.CreateView("large \"t\"", "select id from t where id > 1"));
        await bench.RunAsync(r => r.Alter.Column("spare").OnTable("t").AsInt64().Nullable());

        Assert.Equal("2\n3", await bench.RowsAsync("select id from \"large \"\"t\"\"\" order by id"));
        Assert.Equal("large \"t\"", Assert.Single((await bench.ReadAsync()).Views).Name);

        await bench.RunAsync(r => r.Alter.Column("spare").OnTable("t").AsInt32().Nullable());
        await bench.RunAsync(r => r.DropView("large \"t\""));
        Assert.Empty((await bench.ReadAsync()).Views);
        Assert.Empty(SchemaComparison.Compare(before, await bench.ReadAsync()));
    }

    [Fact]
    public async Task Upgrade_makes_it_and_downgrade_takes_it_back()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+2", cancellationToken: Stop);
        await database.ExecuteAsync("insert into pears (id, size) values (1, 1), (2, 10)");
        Assert.Equal(["2"], await database.RowsAsync("select id from large_pears"));

        await database.Runner(History).UpgradeAsync(cancellationToken: Stop);
        await database.Runner(History).DowngradeAsync("-1", cancellationToken: Stop);
        Assert.Equal(["2"], await database.RowsAsync("select id from large_pears"));

        await database.Runner(History).DowngradeAsync("base", cancellationToken: Stop);
        await database.Runner(History).UpgradeAsync(cancellationToken: Stop);
    }

    [Fact]
    public async Task Stamp_compares_its_definition()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+2", cancellationToken: Stop);
        await database.ExecuteAsync("""drop table "VersionInfo"; delete from letta_migration_ledger""");
        await database.ExecuteAsync("drop view large_pears; create view large_pears as select id, size from pears where size > 6");

        var other = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(History).StampAsync("20300401000002", cancellationToken: Stop));
        await database.ExecuteAsync("drop view large_pears");
        var missing = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(History).StampAsync("20300401000002", cancellationToken: Stop));

        Assert.StartsWith("changed  view \"large_pears\": expected ", other.Next, StringComparison.Ordinal);
        Assert.StartsWith("missing  view \"large_pears\" ", missing.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_that_is_laid_out_in_another_way_makes_the_same_view()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+2", cancellationToken: Stop);
        await database.ExecuteAsync("""drop table "VersionInfo"; delete from letta_migration_ledger""");
        await database.ExecuteAsync("drop view large_pears");
        await database.ExecuteAsync("create  view large_pears as\n  select id, size /* of all */ from pears\nwhere size>5");

        Assert.True((await database.Runner(History).StampAsync("20300401000002", cancellationToken: Stop)).Verified);
    }

    /// <summary>Whoever reads a database may make views of their own.</summary>
    [Fact]
    public async Task View_that_no_revision_makes_is_no_difference()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("create view report as select count(*) as pears from pears");

        Assert.True((await database.Runner(History).StampAsync("20300401000001", cancellationToken: Stop)).Verified);
        await database.Runner(History).UpgradeAsync(cancellationToken: Stop);
        Assert.Equal(["0"], await database.RowsAsync("select pears from report"));
    }

    [Revision(20300401000001, "pears")]
    public sealed class Pears : Revision
    {
        public override void Up()
            => Create.Table("pears").WithColumn("id").AsInt32().PrimaryKey("pears_pkey").WithColumn("size").AsInt32().Nullable();

        public override void Down() => Delete.Table("pears");
    }

    [Revision(20300401000002, "large pears")]
    public sealed class LargePears : Revision
    {
        public override void Up() => CreateView("large_pears", "select id, size from pears where size > 5");

        public override void Down() => DropView("large_pears");
    }

    [Revision(20300401000003, "no view")]
    public sealed class NoView : Revision
    {
        public override void Up() => DropView("large_pears");

        public override void Down() => CreateView("large_pears", "select id, size from pears where size > 5");
    }
}
