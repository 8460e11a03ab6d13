using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>
/// A database that was adopted, and that Alembic moved since, is taken over again where its schema is that of the revision that Alembic
/// names.
/// </summary>
public abstract class AdoptAgainSpec(TestEngine engine)
{
    private static readonly RevisionSet Online = TestHistory.Named("filling-due");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forwards()
    {
        await using var database = await AtAsync("+1");
        await MovedAsync(
            database,
            "aaaaaaaaaaa3",
            "create table second (id integer not null, constraint second_pkey primary key (id))",
            "create table third (id integer not null, constraint third_pkey primary key (id))");

        var result = await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        Assert.Equal(["second", "third"], result.Recorded.Select(r => r.Name));
        Assert.Empty(result.Unrecorded);
        Assert.Equal(["up|first", "adopt|second", "adopt|third"], await LedgerAsync(database));
        await AssertInStepAsync(database, "aaaaaaaaaaa3", "20250101000000", "20250102000000", "20250103000000");
        Assert.Empty((await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task Backwards()
    {
        await using var database = await AtAsync("head");
        await MovedAsync(database, "aaaaaaaaaaa1", "drop table third", "drop table second");

        var result = await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        Assert.Equal(["third", "second"], result.Unrecorded.Select(r => r.Name));
        Assert.Empty(result.Recorded);
        Assert.Equal(
            ["adopt|third (taken out of the record)", "adopt|second (taken out of the record)"], (await LedgerAsync(database)).Skip(3));
        await AssertInStepAsync(database, "aaaaaaaaaaa1", "20250101000000");
        Assert.Equal(
            ["second", "third"],
            (await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop)).Applied.Select(a => a.Revision.Name));
    }

    [Fact]
    public async Task To_base()
    {
        await using var database = await AtAsync("head");
        await database.ExecuteAsync("drop table third; drop table second; drop table first; delete from alembic_version");

        var result = await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        Assert.Null(result.To);
        Assert.Equal(3, result.Unrecorded.Count);
        Assert.Equal(3, (await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop)).Applied.Count);
    }

    [Fact]
    public async Task Where_the_schema_is_another_nothing_is_changed()
    {
        await using var database = await AtAsync("head");
        await MovedAsync(database, "aaaaaaaaaaa1");

        var error
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop));

        Assert.Equal(
            $"{database.Target} is at aaaaaaaaaaa1 by \"alembic_version\", but its schema departs from that revision in 2 places.",
            error.What);
        Assert.Equal(["up|first", "up|second", "up|third"], await LedgerAsync(database));
        await AssertInStepAsync(database, "aaaaaaaaaaa1", "20250101000000", "20250102000000", "20250103000000");
    }

    [Fact]
    public async Task Backfill_of_a_revision_that_is_applied_no_longer_is_forgotten()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Online).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into items (id, value) values (1, 21)");
        await database.Runner(Online).UpgradeAsync(cancellationToken: Stop);
        Assert.Equal(["double_items|due"], await database.RowsAsync("select name, state from letta_migration_backfill"));
        await MovedAsync(database, "cdcdcdcdcdc1", "alter table items drop column doubled");

        await database.Runner(Online).AdoptAsync(cancellationToken: Stop);

        Assert.Empty(await database.RowsAsync("select name from letta_migration_backfill"));
    }

    private async Task<TestDatabase> AtAsync(string target)
    {
        var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(target, cancellationToken: Stop);
        return database;
    }

    private static async Task MovedAsync(TestDatabase database, string id, params string[] statements)
    {
        foreach (var sql in statements)
            await database.ExecuteAsync(sql);
        await database.ExecuteAsync($"update alembic_version set version_num = '{id}'");
    }

    private static Task<IReadOnlyList<string>> LedgerAsync(TestDatabase database)
        => database.RowsAsync("select direction, name from letta_migration_ledger order by id");

    private static async Task AssertInStepAsync(TestDatabase database, string id, params string[] versions)
    {
        Assert.Equal([id], await database.RowsAsync("select version_num from alembic_version"));
        Assert.Equal(versions, await database.RowsAsync("""select "Version" from "VersionInfo" order by 1"""));
    }
}

public sealed class SqliteAdoptAgainTests(SqliteEngine engine) : AdoptAgainSpec(engine);

public sealed class PostgresAdoptAgainTests(PostgresEngine engine) : AdoptAgainSpec(engine);
