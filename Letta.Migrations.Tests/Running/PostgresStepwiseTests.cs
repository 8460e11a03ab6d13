using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;
using Letta.Migrations.Tests.History;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Running;

/// <summary>A revision that is committed step by step, on a database that is in use.</summary>
public sealed class PostgresStepwiseTests(PostgresEngine engine)
{
    private static readonly RevisionSet Stepwise = TestHistory.Named("stepwise");
    private static readonly RevisionSet HalfDone = TestHistory.Named("halfdone");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Online_steps_leave_the_catalog_that_the_plain_ones_leave()
    {
        await using var plain = await engine.CreateAsync();
        await plain.Runner(Stepwise).UpgradeAsync(cancellationToken: Stop);
        await using var online = await InUseAsync();

        await online.Runner(Stepwise).UpgradeAsync(cancellationToken: Stop);

        Same.Lines(await plain.RowsAsync(GoldenHistory.CatalogQuery), await online.RowsAsync(GoldenHistory.CatalogQuery), "online");
        Assert.Equal(["1|ann|1", "2|bob|1"], await online.RowsAsync("select id, name, visits from parents order by id"));
        Assert.Equal(["1|a", "2|none", "3|c"], await online.RowsAsync("select id, kind from children order by id"));
        Assert.Equal(0, await online.ScalarAsync<int>("select count(*) from letta_migration_step"));
    }

    [Fact]
    public async Task Way_back_leaves_the_catalog_that_was_there_before()
    {
        await using var database = await InUseAsync();
        var before = await database.RowsAsync(GoldenHistory.CatalogQuery);
        await database.Runner(Stepwise).UpgradeAsync(cancellationToken: Stop);

        await database.Runner(Stepwise).DowngradeAsync("fffffffffff1", cancellationToken: Stop);

        Same.Lines(before, await database.RowsAsync(GoldenHistory.CatalogQuery), "back");
        Assert.Equal(["1|ann|0", "2|bob|0"], await database.RowsAsync("select id, name, visits from parents order by id"));
    }

    [Fact]
    public async Task No_statement_reads_a_table_that_is_in_use_while_it_locks_writers_out()
    {
        await using var database = await InUseAsync();
        var sent = new List<string>();
        var runner = new MigrationRunner(
            database.Target, new MigrationOptions(), NullLogger<MigrationRunner>.Instance, TimeProvider.System, Stepwise)
        {
            Observer = (sql, done) =>
            {
                if (!done && sql.Contains("children", StringComparison.Ordinal))
                    sent.Add(
                        sql.TrimEnd(';').Replace("\"public\".", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal));
            },
        };

        await runner.UpgradeAsync("+1", cancellationToken: Stop);

        Assert.Equal(
            [
                "update children set kind = 'none' where kind is null",
                "CREATE INDEX CONCURRENTLY children_parent ON children (parent_id ASC)",
                "ALTER TABLE children ADD CONSTRAINT children_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES parents (id) NOT VALID",
                "ALTER TABLE children VALIDATE CONSTRAINT children_parent_id_fkey",
                "ALTER TABLE children ADD CONSTRAINT children_kind_check CHECK (kind <> '') NOT VALID",
                "ALTER TABLE children VALIDATE CONSTRAINT children_kind_check",
                "ALTER TABLE children ADD CONSTRAINT letta_migration_not_null CHECK (kind IS NOT NULL) NOT VALID",
                "ALTER TABLE children VALIDATE CONSTRAINT letta_migration_not_null",
                "ALTER TABLE children ALTER kind SET NOT NULL",
                "ALTER TABLE children DROP CONSTRAINT IF EXISTS letta_migration_not_null",
                "DROP INDEX CONCURRENTLY IF EXISTS children_kind",
                "ALTER TABLE toys ADD CONSTRAINT toys_child_id_fkey FOREIGN KEY (child_id) REFERENCES children (id) ON DELETE CASCADE "
                    + "NOT VALID",
            ],
            sent);
    }

    [Fact]
    public async Task Conditions_are_checked_before_the_first_step()
    {
        await using var database = await InUseAsync();
        await database.ExecuteAsync("insert into children values (4, 99, 'd')");

        await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(Stepwise).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(0, await database.ScalarAsync<int>("select sum(visits) from parents"));
        Assert.Null((await database.Runner(Stepwise).CurrentAsync(cancellationToken: Stop)).InProgress);
    }

    [Theory]
    [InlineData(
        "insert into children values (4, 99, 'd')",
        "delete from children where id = 4",
        "The foreign key \"children_parent_id_fkey\" cannot be validated: rows of \"children\" refer to no row of \"parents\".",
        """select t.* from "public"."children" t where t."parent_id" is not null and not exists (select 1 from "public"."parents" p where p."id" = t."parent_id")""",
        "4|99|d")]
    [InlineData(
        "insert into children values (4, 1, '')",
        "update children set kind = 'd' where id = 4",
        "The check \"children_kind_check\" cannot be validated: rows of \"children\" do not meet it.",
        """select * from "public"."children" where not (kind <> '')""",
        "4|1|")]
    [InlineData(
        "insert into children values (4, 1, null)",
        "update children set kind = 'd' where id = 4",
        "The column \"kind\" of \"children\" cannot become NOT NULL: rows have NULL in it.",
        """select * from "public"."children" where "kind" is null""",
        "4|1|null")]
    public async Task Row_that_contradicts_a_constraint_is_named_by_a_query_and_the_next_run_goes_on(
        string offence, string remedy, string what, string query, string row)
    {
        await using var database = await InUseAsync();
        var runner = database.Runner(Stepwise);

        // Somebody writes the row after the conditions were met and the rows were fixed.
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Stepped { Done: 2 })
                database.ExecuteAsync(offence).GetAwaiter().GetResult();
        });
        var error
            = await Assert.ThrowsAsync<RevisionFailedException>(() => runner.UpgradeAsync(progress: progress, cancellationToken: Stop));
        var found = await database.RowsAsync(query);
        await database.ExecuteAsync(remedy);
        await runner.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(what, error.What);
        Assert.Equal(
            $"see them   {query}\nthen       fix or delete them, and run the same command again: it goes on with the validation",
            error.Next);
        Assert.Equal([row], found);
        Assert.Equal(2, await database.ScalarAsync<int>("select sum(visits) from parents"));
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from pg_constraint where not convalidated"));
    }

    [Fact]
    public async Task Writer_in_an_open_transaction_delays_one_step_and_no_step_is_done_twice()
    {
        await using var database = await InUseAsync();
        var writer = await database.OpenAsync();
        await using var command = writer.CreateCommand();
        command.CommandText = "begin; update children set kind = 'b' where id = 1";
        var (steps, retried) = (new List<int>(), 0);
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Stepped stepped)
                steps.Add(stepped.Done);
            if (p is MigrationProgress.Stepped { Done: 3 })
                command.ExecuteNonQuery();
            if (p is MigrationProgress.Retrying && ++retried == 2)
                writer.Dispose();
        });

        var options = new MigrationOptions { LockTimeout = TimeSpan.FromMilliseconds(200) };
        await database.Runner(Stepwise, options).UpgradeAsync(progress: progress, cancellationToken: Stop);

        Assert.Equal(2, retried);
        Assert.Equal(Enumerable.Range(1, steps.Count), steps);
        Assert.Equal(2, await database.ScalarAsync<int>("select sum(visits) from parents"));
    }

    [Fact]
    public async Task Writers_go_on_while_a_constraint_is_validated()
    {
        await using var database = await InUseAsync();
        await using var writer = await database.OpenAsync();
        await using var command = writer.CreateCommand();
        command.CommandText = "begin; update children set kind = 'b' where id = 1";
        var progress = new InlineProgress(p =>
        {
            // Steps 5, 7 and 9 validate; the writer's transaction is open during each of them.
            if (p is MigrationProgress.Stepped { Done: 4 or 6 or 8 })
                command.ExecuteNonQuery();
            if (p is not MigrationProgress.Stepped { Done: 5 or 7 or 9 })
                return;
            using var end = writer.CreateCommand();
            end.CommandText = "commit";
            end.ExecuteNonQuery();
        });

        var options = new MigrationOptions { LockTimeout = TimeSpan.FromMilliseconds(200), LockRetryBudget = TimeSpan.Zero };
        var result = await database.Runner(Stepwise, options).UpgradeAsync(progress: progress, cancellationToken: Stop);

        Assert.Equal(2, result.Applied.Count);
    }

    [Fact]
    public async Task Half_done_revision_is_reported_and_finished_by_the_next_upgrade()
    {
        await using var database = await HalfDoneAsync();
        var steps = new List<int>();

        var begun = (await database.Runner(HalfDone).CurrentAsync(cancellationToken: Stop)).InProgress!;
        await database.ExecuteAsync("delete from first");
        var result = await database.Runner(HalfDone).UpgradeAsync(
            progress: new InlineProgress(p => steps.AddRange(p is MigrationProgress.Stepped s ? [s.Done] : [])), cancellationToken: Stop);

        Assert.Equal(("999999999992", false, 2, 3), (begun.Id, begun.Down, begun.Done, begun.Total));
        Assert.Equal([2], steps);
        Assert.Equal(["takes three steps"], result.Applied.Select(a => a.Revision.Name));
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from first"));
        Assert.Equal(["999999999992"], await database.RowsAsync("select version_num from alembic_version"));
        Assert.Equal(["up", "up"], await database.RowsAsync("select direction from letta_migration_ledger order by id"));
    }

    [Fact]
    public async Task Half_done_revision_is_in_the_way_of_everything_but_its_end()
    {
        await using var database = await HalfDoneAsync();
        var runner = database.Runner(HalfDone);

        foreach (var run in (Func<Task>[])
        [
            () => runner.DowngradeAsync("base", cancellationToken: Stop),
            () => runner.DowngradeAsync("999999999991", cancellationToken: Stop),
            () => runner.StampAsync("head", cancellationToken: Stop),
            () => runner.UpgradeAsync("999999999991", cancellationToken: Stop),
        ])
        {
            var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(run);
            Assert.Equal(
                $"{database.Target} is in the middle of revision 999999999992 (takes three steps): 2 of its 3 steps are done.",
                error.What);
            Assert.Equal("Finish that first: letta-migrate upgrade +1", error.Next);
        }
    }

    [Fact]
    public async Task Half_done_way_back_is_finished_by_downgrade_and_by_nothing_else()
    {
        await using var database = await HalfDoneAsync();
        var runner = database.Runner(HalfDone);
        await database.ExecuteAsync("delete from first");
        await runner.UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync("insert into first values (2)");
        var failure = await Assert.ThrowsAsync<RevisionFailedException>(() => runner.DowngradeAsync("-1", cancellationToken: Stop));

        var begun = (await runner.CurrentAsync(cancellationToken: Stop)).InProgress!;
        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => runner.UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync("delete from first where id = 2");
        var result = await runner.DowngradeAsync("-1", cancellationToken: Stop);

        Assert.EndsWith("then run the same command again; it goes on with step 3 of 3.", failure.Next, StringComparison.Ordinal);
        Assert.Equal((true, 2, 3), (begun.Down, begun.Done, begun.Total));
        Assert.Equal(
            $"{database.Target} is in the middle of taking back revision 999999999992 (takes three steps): 2 of its 3 steps are done.",
            error.What);
        Assert.Equal("Finish that first: letta-migrate downgrade -1", error.Next);
        Assert.Equal("999999999991", result.To!.Id);
        Assert.Equal(["2"], await database.RowsAsync("select id from first"));
        Assert.Null((await runner.CurrentAsync(cancellationToken: Stop)).InProgress);
    }

    [Fact]
    public async Task Half_done_revision_that_was_edited_is_refused()
    {
        await using var database = await HalfDoneAsync();

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(TestHistory.Named("edited")).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            "Revision 999999999992 (takes four steps) was begun with 3 steps, 2 of which are done, but has 4 in this build: it was "
                + "edited meanwhile.",
            error.What);
        Assert.Equal("Finish it with the build that began it.", error.Next);
    }

    [Fact]
    public async Task Half_done_revision_that_this_build_does_not_know_is_refused_unless_newer_is_allowed()
    {
        await using var database = await HalfDoneAsync();
        var older = RevisionSet.From([typeof(HalfDone.First)]);

        var error
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner(older).UpgradeAsync(cancellationToken: Stop));
        var allowed = await database.Runner(older, new MigrationOptions { AllowNewer = true }).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(
            $"{database.Target} is in the middle of revision 20300101000002, which this build does not know: 2 of its 3 steps are done.",
            error.What);
        Assert.Empty(allowed.Applied);
    }

    /// <summary>At the first revision, with rows.</summary>
    private async Task<TestDatabase> InUseAsync()
    {
        var database = await engine.CreateAsync();
        await database.Runner(Stepwise).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync(Child.Histories.Stepwise.Seed);
        return database;
    }

    /// <summary>Two of the three steps of the second revision are done; a row is in the way of the third.</summary>
    private async Task<TestDatabase> HalfDoneAsync()
    {
        var database = await engine.CreateAsync();
        await database.Runner(HalfDone).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into first values (1)");
        await Assert.ThrowsAsync<RevisionFailedException>(() => database.Runner(HalfDone).UpgradeAsync(cancellationToken: Stop));
        return database;
    }
}
