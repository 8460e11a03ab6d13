using Letta.Migrations.Backfills;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Each event meets each recorded state: it leads where its table says, and else changes nothing.</summary>
public abstract class StateChangeSpec(TestEngine engine)
{
    private const string Name = "fill";

    /// <summary>What the ledger does on an event, with every condition met but that on the state.</summary>
    private static readonly Dictionary<BackfillEvent, Func<BackfillLedger, bool>> Events = new()
    {
        [BackfillEvent.BeginPass] = ledger => ledger.BeginPass(Name, pass: 1),
        [BackfillEvent.Finish] = ledger => ledger.Finish(Name, pass: 1),
        [BackfillEvent.FinishWithFailures] = ledger => ledger.Finish(Name, pass: 1),
        [BackfillEvent.RetryLastFailure] = ledger => ledger.Retry(Name, Written.None),
        [BackfillEvent.Pause] = ledger => ledger.Pause(Name),
        [BackfillEvent.Resume] = ledger => ledger.Resume(Name),
    };

    public static TheoryData<BackfillState> Recorded => [.. BackfillStates.Words.Values];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Event_that_may_not_find_a_state_changes_nothing_and_another_leads_to_its_own(BackfillState found)
    {
        await using var database = await CreateAsync();
        foreach (var (@event, happen) in Events)
        {
            await WithAsync(database, found, fails: @event == BackfillEvent.FinishWithFailures);
            var before = await RowAsync(database);

            var changed = await DoAsync(database, happen);

            var after = await RowAsync(database);
            Assert.Equal((@event, BackfillStates.Allows(@event, found)), (@event, changed));
            if (changed)
                Assert.StartsWith($"{BackfillStates.Word(BackfillStates.Find(@event)[0].To!.Value)}|", after, StringComparison.Ordinal);
            else
                Assert.Equal((@event, before), (@event, after));
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Recording_begins_anew_what_has_ended_and_leaves_what_has_not(BackfillState found)
    {
        await using var database = await CreateAsync();
        await WithAsync(database, found, fails: found == BackfillState.Incomplete);
        var before = await RowAsync(database);

        await Filled.AddAsync(database, ClaimingWorker.Fill);

        var again = BackfillStates.Allows(BackfillEvent.Record, found);
        Assert.Equal(again ? "due|0|0|0|null|null" : before, await RowAsync(database));
        Assert.Empty(await database.RowsAsync("select key from letta_migration_backfill_row"));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Forgetting_finds_it_in_any_state(BackfillState found)
    {
        await using var database = await CreateAsync();
        await WithAsync(database, found, fails: true);

        await DoAsync(database, ledger =>
        {
            ledger.Forget(1);
            return true;
        });

        Assert.Empty(await database.RowsAsync("select name from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select key from letta_migration_backfill_row"));
    }

    /// <summary>Two that look at the same moment: the second finds that it was too late.</summary>
    [Fact]
    public async Task Same_change_is_made_once()
    {
        await using var database = await CreateAsync();
        await WithAsync(database, BackfillState.Due, fails: false);

        Assert.True(await DoAsync(database, ledger => ledger.Pause(Name)));
        Assert.False(await DoAsync(database, ledger => ledger.Pause(Name)));
    }

    private async Task<TestDatabase> CreateAsync()
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key, changed integer not null default 0)");
        return database;
    }

    /// <summary>At the end of its first pass, in a state.</summary>
    private static async Task WithAsync(TestDatabase database, BackfillState state, bool fails)
    {
        await Filled.AddAsync(database, ClaimingWorker.Fill);
        await database.ExecuteAsync($"""
            update letta_migration_backfill
            set state = '{BackfillStates.Word(state)}', walk = 1, handed_out = 1, rows_done = 7, cursor_key = '["7"]', finished_at = null;
            delete from letta_migration_backfill_row
            """);
        if (fails)
            await database.ExecuteAsync(
                $"insert into letta_migration_backfill_row (name, key, error, attempts) values ('{Name}', '[\"3\"]', '23505', 1)");
    }

    private static async Task<bool> DoAsync(TestDatabase database, Func<BackfillLedger, bool> change)
    {
        await using var connection = await Filled.Engine(database).OpenBackfillAsync(TestContext.Current.CancellationToken);
        connection.Begin();
        var changed = change(new BackfillLedger(connection));
        connection.Commit();
        return changed;
    }

    private static async Task<string> RowAsync(TestDatabase database)
        => Assert.Single(
            await database.RowsAsync("select state, walk, handed_out, rows_done, cursor_key, finished_at from letta_migration_backfill"));
}

public sealed class SqliteStateChangeTests(SqliteEngine engine) : StateChangeSpec(engine);

public sealed class PostgresStateChangeTests(PostgresEngine engine) : StateChangeSpec(engine);
