using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>What becomes of revisions that are edited after they were applied, on either engine.</summary>
public abstract class EditedRevisionSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edited_newest_revision_is_named_and_refused_with_the_ways_out()
    {
        await using var database = await AppliedAsync("head");

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(Edits.OfThird).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            $"Revision aaaaaaaaaaa3 (third) was edited after it was applied to {database.Target}: what it does now was never done there.",
            error.What);
        Assert.Equal(
            $"""
            file       {SourceFile.Locate(Edits.OfThird.All[^1])}
            local      take back what was done and do what is written now: letta-migrate downgrade -1, then letta-migrate upgrade
            released   put back what was released, and write a new revision for the change
            harmless   record it as it is in this build, if the schema is what it makes: letta-migrate stamp aaaaaaaaaaa3
            """,
            error.Next);
        Assert.Equal(ExitCode.Unexpected, error.Code);
    }

    [Fact]
    public async Task Nothing_is_applied_on_top_of_an_edited_revision()
    {
        await using var database = await AppliedAsync("+2");

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(Edits.OfSecond).UpgradeAsync(cancellationToken: Stop));

        Assert.StartsWith("Revision 20250102000000 (second) was edited", error.What, StringComparison.Ordinal);
        Assert.Equal(["20250101000000", "20250102000000"], await VersionsAsync(database));
    }

    [Fact]
    public async Task Several_edited_revisions_are_named_together_with_the_place_before_the_first()
    {
        await using var database = await AppliedAsync("head");

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(Edits.OfBoth).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            $"2 revisions were edited after they were applied to {database.Target}: 20250102000000 (second), aaaaaaaaaaa3 (third).",
            error.What);
        Assert.Contains("letta-migrate downgrade aaaaaaaaaaa1, then letta-migrate upgrade\n", error.Next, StringComparison.Ordinal);
        await database.Runner(Edits.OfBoth).DowngradeAsync("aaaaaaaaaaa1", cancellationToken: Stop);
        Assert.Equal(2, (await database.Runner(Edits.OfBoth).UpgradeAsync(cancellationToken: Stop)).Applied.Count);
    }

    [Fact]
    public async Task Edited_revision_that_is_taken_back_is_warned_of_and_applied_as_it_is_now()
    {
        await using var database = await AppliedAsync("head");
        var runner = database.Runner(Edits.OfThird);
        IReadOnlyList<RevisionInfo> warned = [];

        await runner.DowngradeAsync(
            "-1", new InlineProgress(p => warned = p is MigrationProgress.Planned plan ? plan.Edited : warned), Stop);
        await runner.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["third"], warned.Select(r => r.Name));
        Assert.Empty(await database.RowsAsync("select note from third"));
        Assert.Empty((await runner.CurrentAsync(cancellationToken: Stop)).Edited);
        Assert.Empty((await runner.UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task Edited_revisions_are_accepted_by_a_stamp_that_runs_nothing()
    {
        await using var database = await AppliedAsync("head");
        var runner = database.Runner(Edits.OfBoth);

        var refused = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => runner.StampAsync("head", cancellationToken: Stop));
        var stamped = await runner.StampAsync("head", unverified: true, cancellationToken: Stop);
        var again = await runner.StampAsync("head", cancellationToken: Stop);

        Assert.Equal(
            $"{database.Target} is not at aaaaaaaaaaa3: its schema departs from what that revision makes in 2 places.", refused.What);
        Assert.Equal(["second", "third"], stamped.Applied.Select(a => a.Revision.Name));
        Assert.Empty(again.Applied);
        Assert.Empty((await runner.UpgradeAsync(cancellationToken: Stop)).Applied);
        Assert.Equal(["20250101000000", "20250102000000", "20250103000000"], await VersionsAsync(database));
        Assert.Equal(
            ["up", "up", "up", "drift", "stamp", "stamp"],
            await database.RowsAsync("select direction from letta_migration_ledger order by id"));
        Assert.Equal(
            ["second", "third"], (await database.Runner(Sample.All).CurrentAsync(cancellationToken: Stop)).Edited.Select(r => r.Name));
    }

    [Fact]
    public async Task Stamp_ahead_accepts_what_was_edited_on_the_way()
    {
        await using var database = await AppliedAsync("+2");

        await database.Runner(Edits.OfSecond).StampAsync("head", unverified: true, cancellationToken: Stop);

        Assert.Empty((await database.Runner(Edits.OfSecond).UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task Other_names_and_another_way_back_are_no_edit()
    {
        await using var database = await AppliedAsync("head");

        foreach (var revisions in (RevisionSet[])[Edits.OfNamesAlone, Edits.OfTheWayBack])
        {
            Assert.Empty((await database.Runner(revisions).CurrentAsync(cancellationToken: Stop)).Edited);
            Assert.Empty((await database.Runner(revisions).UpgradeAsync(cancellationToken: Stop)).Applied);
        }
    }

    [Fact]
    public async Task Current_and_history_name_an_edited_revision()
    {
        await using var database = await AppliedAsync("+2");

        var status = await database.Runner(Edits.OfBoth).CurrentAsync(cancellationToken: Stop);
        var history = await database.Runner(Edits.OfBoth).HistoryAsync(cancellationToken: Stop);

        Assert.Equal(["second"], status.Edited.Select(r => r.Name));
        Assert.Equal([false, true, false], history.Select(e => e.Edited));
    }

    [Fact]
    public async Task Edit_of_a_stamped_or_adopted_revision_is_noticed()
    {
        await using var stamped = await engine.CreateAsync();
        await stamped.Runner(Sample.All).StampAsync("head", unverified: true, cancellationToken: Stop);
        await using var adopted = await AppliedAsync("head");
        await adopted.ExecuteAsync("""drop table "VersionInfo"; delete from letta_migration_ledger""");
        await adopted.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        Assert.Equal(["second"], (await stamped.Runner(Edits.OfSecond).CurrentAsync(cancellationToken: Stop)).Edited.Select(r => r.Name));
        Assert.Equal(["second"], (await adopted.Runner(Edits.OfSecond).CurrentAsync(cancellationToken: Stop)).Edited.Select(r => r.Name));
    }

    [Fact]
    public async Task Ledger_from_before_there_were_checksums_goes_on_and_gets_them_from_then_on()
    {
        await using var database = await AppliedAsync("+2");
        await database.ExecuteAsync("alter table letta_migration_ledger drop column checksum");

        var before = await database.Runner(Edits.OfBoth).CurrentAsync(cancellationToken: Stop);
        var history = await database.Runner(Edits.OfBoth).HistoryAsync(cancellationToken: Stop);
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);
        var after = await database.Runner(Edits.OfBoth).CurrentAsync(cancellationToken: Stop);

        Assert.Empty(before.Edited);
        Assert.NotNull(history[1].Duration);
        Assert.Equal(["third"], after.Edited.Select(r => r.Name));
        Assert.Equal(1, await database.ScalarAsync<int>("select count(checksum) from letta_migration_ledger"));
    }

    [Fact]
    public async Task Checksum_that_is_written_in_another_way_is_unknown_and_not_different()
    {
        await using var database = await AppliedAsync("head");
        await database.ExecuteAsync("update letta_migration_ledger set checksum = '0:ffffffffffffffff'");

        Assert.Empty((await database.Runner(Edits.OfBoth).UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task Revision_that_other_tools_applied_again_is_unknown()
    {
        await using var database = await AppliedAsync("head");
        await database.Runner(Sample.All).DowngradeAsync("-1", cancellationToken: Stop);
        await database.ExecuteAsync(
            """insert into "VersionInfo" ("Version") values (20250103000000); update alembic_version set version_num = 'aaaaaaaaaaa3'""");

        Assert.Empty((await database.Runner(Edits.OfThird).UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task History_of_letta_is_recorded_as_it_is_in_this_build()
    {
        await using var database = await engine.CreateAtAsync(LettaMigrations.Revisions.Head!.ForeignId!);

        var status = await database.Runner().CurrentAsync(cancellationToken: Stop);

        Assert.Empty(status.Edited);
        Assert.Equal(
            LettaMigrations.Revisions.All.Count, await database.ScalarAsync<int>("select count(checksum) from letta_migration_ledger"));
    }

    [Fact]
    public async Task Upgrade_with_nothing_to_do_looks_at_the_newest_ten_and_current_at_all()
    {
        await using var database = await engine.CreateAtAsync(LettaMigrations.Revisions.Head!.ForeignId!);
        await PretendEditAsync(database, LettaMigrations.Revisions.All[^11]);

        var idle = await database.Runner().UpgradeAsync(cancellationToken: Stop);
        var status = await database.Runner().CurrentAsync(cancellationToken: Stop);
        await PretendEditAsync(database, LettaMigrations.Revisions.All[^10]);
        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner().UpgradeAsync(cancellationToken: Stop));

        Assert.Empty(idle.Applied);
        Assert.Equal([LettaMigrations.Revisions.All[^11]], status.Edited);
        Assert.StartsWith($"Revision {LettaMigrations.Revisions.All[^10].Id} ", error.What, StringComparison.Ordinal);
    }

    private static Task PretendEditAsync(TestDatabase database, RevisionInfo revision)
        => database.ExecuteAsync($"update letta_migration_ledger set checksum = '1:ffffffffffffffff' where version = {revision.Version}");

    private async Task<TestDatabase> AppliedAsync(string target)
    {
        var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(target, cancellationToken: Stop);
        return database;
    }

    private static Task<IReadOnlyList<string>> VersionsAsync(TestDatabase database)
        => database.RowsAsync("""select "Version" from "VersionInfo" order by 1""");
}
