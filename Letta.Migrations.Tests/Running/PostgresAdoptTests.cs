using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;
using Letta.Migrations.Tests.History;

namespace Letta.Migrations.Tests.Running;

/// <summary>Databases that Alembic made, from the golden catalog: our own revisions had no part in them.</summary>
public sealed class PostgresAdoptTests(PostgresEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly int[] All = [1, 2, 5, 9, 12, 15, 16, 18, 25, 33, 40, 54, 64, 80, 95, 105, 112, 120, 128, 129, 141, 154, 167];

    /// <summary>Across the whole history: the first ones, those around a data step, and head.</summary>
    public static TheoryData<int> Revisions
        => [.. All.Where(n => n <= LettaMigrations.Revisions.All.Count)];

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task A_database_of_alembic_is_adopted_where_it_is_and_nothing_else_changes(int revisions)
    {
        await using var database = await GoldenDatabase.CreateAsync(engine, revisions);
        await RowFiller.FillAsync(database);
        var rows = await RowFiller.RowsAsync(database);

        var result = await database.Runner().AdoptAsync(cancellationToken: Stop);

        var alembic = GoldenHistory.Revisions[revisions - 1].ForeignId;
        Assert.Equal(alembic, result.To!.ForeignId);
        Assert.Equal(revisions, result.Applied.Count);
        Same.Lines(
            GoldenHistory.CatalogAfter(revisions),
            (await database.RowsAsync(GoldenHistory.CatalogQuery)).Order(StringComparer.Ordinal),
            $"adopted at revision {revisions}");
        Same.Lines(rows, await RowFiller.RowsAsync(database), "rows");
        Assert.NotEmpty(rows);
        Assert.Equal([alembic], await database.RowsAsync("select version_num from alembic_version"));
        Assert.Equal([$"adopt|{revisions}"], await database.RowsAsync("select direction, count(*) from letta_migration_ledger group by 1"));
        Assert.Empty(await database.RowsAsync("select nspname from pg_namespace where nspname like 'letta%'"));
        Assert.Empty((await database.Runner().AdoptAsync(cancellationToken: Stop)).Applied);
    }

    [Theory]
    [Trait("Cost", "sweep")]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(18)]
    [InlineData(31)]
    [InlineData(39)]
    [InlineData(47)]
    [InlineData(79)]
    [InlineData(95)]
    [InlineData(105)]
    [InlineData(120)]
    [InlineData(128)]
    [InlineData(141)]
    [InlineData(154)]
    public Task An_adopted_database_of_any_age_is_upgraded_to_head_and_every_row_is_where_it_belongs(int revisions)
        => An_adopted_database_is_upgraded_to_head_and_every_row_is_where_it_belongs(revisions);

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(166)]
    public async Task An_adopted_database_is_upgraded_to_head_and_every_row_is_where_it_belongs(int revisions)
    {
        await using var database = await GoldenDatabase.CreateAsync(engine, revisions);
        await RowFiller.FillAsync(database);
        foreach (var table in (await RowFiller.SchemaAsync(database)).Tables)
            Assert.Equal(RowFiller.RowsEach, await database.ScalarAsync<int>($"select count(*) from {table.Name}"));
        var expected = await RowHomes.AtHeadAsync(database, revisions);
        await database.Runner().AdoptAsync(cancellationToken: Stop);

        await database.Runner(options: new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop);

        Same.Lines(
            GoldenHistory.CatalogAfter(GoldenHistory.Revisions.Count),
            (await database.RowsAsync(GoldenHistory.CatalogQuery)).Order(StringComparer.Ordinal),
            "head");
        Assert.Equal([], expected.Except(await RowHomes.FoundAsync(database)));
    }
}
