using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.Running.Identification;

/// <summary>Letta's databases without any record are taken over where their schemas say that they are, and go on from there.</summary>
public abstract class UnrecordedLettaSpec(TestEngine engine)
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(16)]
    [InlineData(96)]
    [InlineData(167)]
    public async Task A_database_without_a_record_is_adopted_by_its_schema_and_upgraded(int number)
    {
        await using var database = await engine.CreateAtAsync(number);
        await RowFiller.FillAsync(database);
        await database.ExecuteAsync("""drop table "VersionInfo"; drop table letta_migration_ledger; drop table alembic_version""");
        var rows = await RowFiller.RowsAsync(database);
        var begun = TimeProvider.System.GetTimestamp();

        var adopted = await database.Runner().AdoptAsync(cancellationToken: Stop);

        TestContext.Current.TestOutputHelper!.WriteLine($"{TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s");
        Assert.Equal((number, true), (adopted.To!.Number, adopted.LackedRecord));
        Assert.Equal(rows, await RowFiller.RowsAsync(database));
        var upgraded = await database.Runner(options: new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop);
        Assert.Equal(167 - number, upgraded.Applied.Count);
    }
}
