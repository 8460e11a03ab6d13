using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Running;

public abstract class RunnerSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_of_an_empty_database_applies_every_revision_in_order()
    {
        await using var database = await engine.CreateAsync();

        var result = await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        Assert.Null(result.From);
        Assert.Equal("aaaaaaaaaaa3", result.To!.Id);
        Assert.Equal(["first", "second", "third"], result.Applied.Select(a => a.Revision.Name));
        Assert.Equal(["20250101000000|first", "20250102000000|second", "20250103000000|third"], await VersionsAsync(database));
        Assert.Equal(["aaaaaaaaaaa3"], await database.RowsAsync("select version_num from alembic_version"));
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from third"));
    }

    /// <summary>Two revisions are done on two threads, and the one that was done later may have read the clock first.</summary>
    [Fact]
    public async Task Durations_that_are_recorded_are_never_negative()
    {
        await using var database = await engine.CreateAsync();
        var runner = new MigrationRunner(
            database.Target,
            new MigrationOptions(),
            NullLogger<MigrationRunner>.Instance,
            new BackwardTime(),
            Sample.All);

        await runner.UpgradeAsync(cancellationToken: Stop);
        var current = await database.Runner(Sample.All).CurrentAsync(cancellationToken: Stop);

        Assert.Empty(await database.RowsAsync("select name, duration_ms from letta_migration_ledger where duration_ms < 0"));
        Assert.Equal("aaaaaaaaaaa3", current.Current!.Id);
    }

    [Fact]
    public async Task Upgrade_at_head_does_nothing()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        var again = await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        Assert.Empty(again.Applied);
        Assert.Equal(again.From, again.To);
        Assert.Equal(3, await database.ScalarAsync<int>("select count(*) from letta_migration_ledger"));
    }

    [Theory]
    [InlineData("+2", "20250102000000")]
    [InlineData("aaaaaaaaaaa1", "20250101000000")]
    [InlineData("20250102", "20250102000000")]
    [InlineData("20250103000000", "20250103000000")]
    public async Task Upgrade_stops_at_its_target(string target, string version)
    {
        await using var database = await engine.CreateAsync();

        var result = await database.Runner(Sample.All).UpgradeAsync(target, cancellationToken: Stop);

        Assert.Equal(version, result.To!.Version.ToString());
        Assert.Equal(version, (await database.Runner(Sample.All).CurrentAsync(cancellationToken: Stop)).Current!.Version.ToString());
    }

    [Fact]
    public async Task Alembic_version_names_the_newest_revision_that_alembic_has()
    {
        await using var database = await engine.CreateAsync();

        await database.Runner(Sample.All).UpgradeAsync("+2", cancellationToken: Stop);

        Assert.Equal(["aaaaaaaaaaa1"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Downgrade_by_one_reverts_the_newest_revision()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        var result = await database.Runner(Sample.All).DowngradeAsync("-1", cancellationToken: Stop);

        Assert.Equal("second", result.To!.Name);
        Assert.Equal(["20250101000000|first", "20250102000000|second"], await VersionsAsync(database));
        Assert.Equal(["aaaaaaaaaaa1"], await database.RowsAsync("select version_num from alembic_version"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ScalarAsync<int>("select count(*) from third"));
    }

    [Fact]
    public async Task Downgrade_to_base_leaves_nothing_but_the_bookkeeping()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        var result = await database.Runner(Sample.All).DowngradeAsync("base", cancellationToken: Stop);

        Assert.Null(result.To);
        Assert.Equal(3, result.Applied.Count);
        Assert.Empty(await VersionsAsync(database));
        Assert.Empty(await database.RowsAsync("select version_num from alembic_version"));
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);
    }

    [Theory]
    [InlineData("-1", "\"-1\" leads down.")]
    [InlineData("+4", "\"+4\" leads past head: the database is 3 revisions behind it.")]
    [InlineData("zz", "There is no revision \"zz\" in this build.")]
    [InlineData(
        "2025",
        "\"2025\" is the beginning of 3 revisions: 20250101000000 (aaaaaaaaaaa1), 20250102000000 (20250102000000), 20250103000000 "
            + "(aaaaaaaaaaa3).")]
    [InlineData("+x", "\"+x\" is not a number of revisions.")]
    public async Task Upgrade_to_what_is_no_target_is_refused_and_changes_nothing(string target, string what)
    {
        await using var database = await engine.CreateAsync();

        var error = await Assert.ThrowsAsync<ConfigurationException>(
            () => database.Runner(Sample.All).UpgradeAsync(target, cancellationToken: Stop));

        Assert.Equal(what, error.What);
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.Null((await database.Runner(Sample.All).CurrentAsync(cancellationToken: Stop)).Current);
    }

    [Fact]
    public async Task Upgrade_to_a_revision_behind_is_refused()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        var error = await Assert.ThrowsAsync<ConfigurationException>(
            () => database.Runner(Sample.All).UpgradeAsync("aaaaaaaaaaa1", cancellationToken: Stop));

        Assert.Equal("\"aaaaaaaaaaa1\" lies behind the database, which is at aaaaaaaaaaa3.", error.What);
        Assert.Equal("Use: letta-migrate downgrade aaaaaaaaaaa1", error.Next);
    }

    [Fact]
    public async Task A_failing_revision_is_rolled_back_whole_and_the_ones_before_it_stay()
    {
        await using var database = await engine.CreateInUseAsync();

        var error = await Assert.ThrowsAsync<RevisionFailedException>(
            () => database.Runner(Sample.ThenFailing).UpgradeAsync(cancellationToken: Stop));

        Assert.StartsWith("Revision aaaaaaaaaaa2 (fails half way) failed: ", error.What, StringComparison.Ordinal);
        Assert.Contains("nowhere", error.What, StringComparison.Ordinal);
        Assert.Contains("Letta.Migrations.Tests/Running/Sample.cs(", error.Next, StringComparison.Ordinal);
        Assert.Contains("insert into nowhere (id) values (1)", error.Next, StringComparison.Ordinal);
        Assert.Equal([20250101000000], error.Applied);
        Assert.Equal("aaaaaaaaaaa1", error.At);
        Assert.Equal(["20250101000000|first"], await VersionsAsync(database));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ScalarAsync<int>("select count(*) from half"));
    }

    [Fact]
    public async Task A_failing_revision_of_an_empty_database_leaves_it_empty()
    {
        await using var database = await engine.CreateAsync();
        var reported = new List<string>();

        var error = await Assert.ThrowsAsync<RevisionFailedException>(
            () => database.Runner(Sample.ThenFailing).UpgradeAsync(progress: Describe(reported), cancellationToken: Stop));

        Assert.StartsWith("Revision aaaaaaaaaaa2 (fails half way) failed: ", error.What, StringComparison.Ordinal);
        Assert.EndsWith("run the same command again; nothing was applied: the database is empty.", error.Next, StringComparison.Ordinal);
        Assert.Contains("Letta.Migrations.Tests/Running/Sample.cs(", error.Next, StringComparison.Ordinal);
        Assert.Empty(error.Applied);
        Assert.Equal("base", error.At);
        Assert.Equal(["Planned", "Started 1/3 first", "Finished 1/3 first", "Started 2/3 fails half way"], reported);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ScalarAsync<int>("select count(*) from first"));
    }

    [Fact]
    public async Task An_empty_database_is_filled_in_one_transaction_and_told_revision_by_revision()
    {
        await using var database = await engine.CreateAsync();
        var reported = new List<string>();

        await database.Runner(Sample.All).UpgradeAsync("+2", Describe(reported), Stop);
        await database.Runner(Sample.All).UpgradeAsync("head", Describe(reported), Stop);

        Assert.Equal(
            [
                "Planned",
                "Started 1/2 first",
                "Finished 1/2 first",
                "Started 2/2 second",
                "Finished 2/2 second",
                "Committed first, second",
                "Planned", "Started 1/1 third", "Finished 1/1 third", "Committed third",
            ],
            reported);
    }

    [Fact]
    public async Task Revision_with_code_of_its_own_sees_what_earlier_ones_of_the_same_transaction_made()
    {
        await using var database = await engine.CreateAsync();

        await database.Runner(Sample.WithCode).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(7, await database.ScalarAsync<int>("select id from first"));
    }

    [Fact]
    public async Task A_row_that_a_revision_made_on_an_empty_database_is_refused_by_a_later_one()
    {
        await using var database = await engine.CreateAsync();

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner(Sample.FillingThenRefusing).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal("1 row of \"first\" are there: 7.", error.What);
    }

    [Fact]
    public async Task A_database_with_tables_but_no_record_is_refused_with_the_next_step()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table agents (id integer)");

        var error
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
                () => database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            $"{database.Target} has tables (\"agents\" is one), but no \"VersionInfo\" and no \"alembic_version\" to tell which revision "
                + $"they are at.",
            error.What);
        Assert.Contains("letta-migrate adopt", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_alembic_is_refused_by_its_revision_until_it_is_stamped()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("""drop table "VersionInfo" """);

        var error
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
                () => database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop));
        await database.Runner(Sample.All).StampAsync("aaaaaaaaaaa1", cancellationToken: Stop);
        var result = await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal($"{database.Target} is at aaaaaaaaaaa1 by Alembic, not adopted; 2 revisions ahead.", error.What);
        Assert.Equal(2, result.Applied.Count);
    }

    [Fact]
    public async Task Stamp_records_without_running()
    {
        await using var database = await engine.CreateAsync();

        var result = await database.Runner(Sample.All).StampAsync("head", unverified: true, cancellationToken: Stop);

        Assert.Equal(3, result.Applied.Count);
        Assert.Equal(3, (await VersionsAsync(database)).Count);
        Assert.Equal(["aaaaaaaaaaa3"], await database.RowsAsync("select version_num from alembic_version"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ScalarAsync<int>("select count(*) from first"));

        await database.Runner(Sample.All).StampAsync("base", cancellationToken: Stop); // Nothing is there, which is what base makes.
        Assert.Empty(await VersionsAsync(database));
    }

    [Fact]
    public async Task A_newer_database_is_refused_unless_allowed_and_never_taken_down()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);
        var older = database.Runner(Sample.FirstTwo);
        var tolerant = database.Runner(Sample.FirstTwo, new MigrationOptions { AllowNewer = true });

        var refused = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => older.UpgradeAsync(cancellationToken: Stop));
        var allowed = await tolerant.UpgradeAsync(cancellationToken: Stop);
        await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => tolerant.DowngradeAsync("base", cancellationToken: Stop));

        Assert.Equal($"{database.Target} has 1 revision that this build does not know: 20250103000000.", refused.What);
        Assert.Equal(
            "A newer build brought it there: run that build, or start this one with --allow-newer if its application tolerates the newer "
                + "schema; "
            + "or, on a local database: letta-migrate reset",
            refused.Next);
        Assert.Empty(allowed.Applied);
        Assert.Equal(3, (await VersionsAsync(database)).Count);
    }

    [Fact]
    public async Task A_revision_older_than_the_newest_applied_one_is_not_applied_out_of_order()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.WithoutSecond).UpgradeAsync(cancellationToken: Stop);

        var error
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
                () => database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            $"{database.Target} is at aaaaaaaaaaa3, but the older revision 20250102000000 (second) was never applied to it.", error.What);
    }

    [Fact]
    public async Task Reading_writes_nothing()
    {
        await using var database = await engine.CreateAsync();

        var status = await database.Runner(Sample.All).CurrentAsync(cancellationToken: Stop);
        var history = await database.Runner(Sample.All).HistoryAsync(cancellationToken: Stop);

        Assert.Null(status.Current);
        Assert.Equal(3, status.Pending.Count);
        Assert.All(history, h => Assert.Null(h.AppliedAt));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    [Fact]
    public async Task History_tells_when_each_revision_was_applied()
    {
        await using var database = await engine.CreateAsync();
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await database.Runner(Sample.All).UpgradeAsync("+2", cancellationToken: Stop);

        var history = await database.Runner(Sample.All).HistoryAsync(cancellationToken: Stop);

        Assert.Equal(["first", "second", "third"], history.Select(h => h.Revision.Name));
        Assert.InRange(history[0].AppliedAt!.Value, before, TimeProvider.System.GetUtcNow().AddMinutes(1));
        Assert.NotNull(history[1].Duration);
        Assert.Null(history[2].AppliedAt);
    }

    private static InlineProgress Describe(List<string> reported) => new(p => reported.Add(p switch
    {
        MigrationProgress.Started s => $"Started {s.Step}/{s.Steps} {s.Revision.Name}",
        MigrationProgress.Finished f => $"Finished {f.Step}/{f.Steps} {f.Revision.Name}",
        MigrationProgress.Committed c => $"Committed {string.Join(", ", c.Revisions.Select(r => r.Name))}",
        _ => p.GetType().Name,
    }));

    private static Task<IReadOnlyList<string>> VersionsAsync(TestDatabase database)
        => database.RowsAsync("""select "Version", "Description" from "VersionInfo" order by 1""");
}
