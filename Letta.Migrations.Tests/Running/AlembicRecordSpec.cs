using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>Alembic's own record, beside the one that counts: where they disagree, somebody has to say which is right.</summary>
public abstract class AlembicRecordSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_alembic_moved_meanwhile_is_refused()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("update alembic_version set version_num = 'bbbbbbbbbbbb'");

        var error
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
                () => database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            $"{database.Target} is at aaaaaaaaaaa1 by \"VersionInfo\", but \"alembic_version\" says bbbbbbbbbbbb, which this build does "
                + $"not know: Alembic has moved it since.",
            error.What);
    }

    /// <summary>
    /// What <c>alembic downgrade base</c> leaves: Letta's tables are gone, and <c>VersionInfo</c>, which Alembic does not know, still has
    /// all.
    /// </summary>
    [Theory]
    [InlineData("head")]
    [InlineData("+1")]
    public async Task A_database_that_alembic_took_back_to_base_is_not_at_head(string applied)
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(applied, cancellationToken: Stop);
        await database.ExecuteAsync("delete from alembic_version");
        var expected = applied == "head" ? "aaaaaaaaaaa3" : "aaaaaaaaaaa1";

        var error
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
                () => database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            $"{database.Target} is at {expected} by \"VersionInfo\", but \"alembic_version\" is empty: Alembic has moved it since.",
            error.What);
    }

    [Theory]
    [InlineData("delete from alembic_version")]
    [InlineData("update alembic_version set version_num = 'aaaaaaaaaaa1'")]
    public async Task Stamp_as_it_stands_mends_what_only_alembic_version_says_otherwise(string moved)
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync(moved);

        await database.Runner(Sample.All).StampAsync("head", cancellationToken: Stop);

        Assert.Equal(["aaaaaaaaaaa3"], await database.RowsAsync("select version_num from alembic_version"));
        Assert.Empty((await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop)).Applied);
        Assert.Equal(3, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    [Fact]
    public async Task An_alembic_version_that_is_empty_is_right_where_nothing_of_alembic_is_applied()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table alembic_version (version_num varchar(32) not null)");

        var result = await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal("aaaaaaaaaaa3", result.To!.Id);
    }
}

public sealed class SqliteAlembicRecordTests(SqliteEngine engine) : AlembicRecordSpec(engine);

public sealed class PostgresAlembicRecordTests(PostgresEngine engine) : AlembicRecordSpec(engine);
