using Letta.Migrations.Backfills;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Keys are written down as text; what a database or a role has set for its sessions must not change them.</summary>
public sealed class PostgresKeyTextTests(PostgresEngine engine)
{
    private static readonly Backfill Fill = new("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("float8", "i / 7.0::float8")]
    [InlineData("timestamptz", "timestamptz '2030-01-01 00:00:00.123456Z' + i * interval '5 days'")]
    [InlineData("date", "date '2030-01-01' + i")]
    [InlineData("interval", "i * interval '-1 day 1 hour'")]
    [InlineData("bytea", "decode(lpad(i::text, 4, '0'), 'hex')")]
    public async Task Settings_that_change_while_it_is_stopped_skip_no_row_and_change_none_twice(string type, string key)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.ExecuteAsync(
            $"create table t (id {type} primary key, changed integer not null default 0); insert into t (id) select {key} from "
                + $"generate_series(1, 200) i");
        await SetAsync("extra_float_digits = 0", "datestyle = 'SQL, DMY'", "intervalstyle = 'sql_standard'", "bytea_output = 'escape'");
        var options = new MigrationOptions { MaxBatch = 7, BatchTarget = TimeSpan.FromHours(1) };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var batches = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Filled.RunAsync(database, Fill, options, Count, cancellationToken: stop.Token));
        await SetAsync("extra_float_digits = -10", "datestyle = 'SQL, MDY'", "intervalstyle = 'iso_8601'", "bytea_output = 'hex'");
        await Filled.WorkAsync(database, Fill, options, cancellationToken: Stop);

        Assert.Equal(["1|200"], await database.RowsAsync("select changed, count(*) from t group by changed"));

        void Count(MigrationProgress progress)
        {
            if (progress is MigrationProgress.Backfilled && ++batches == 11)
                stop.Cancel();
        }

        async Task SetAsync(params string[] settings)
        {
            foreach (var setting in settings)
                await database.ExecuteAsync(
                    $"do $$ begin execute format('alter database %I set {setting.Replace("'", "''")}', current_database()); end $$");
            database.Close();
        }
    }
}
