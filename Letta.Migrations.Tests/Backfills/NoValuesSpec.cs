using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Errors in which the engine quotes what a row holds: none of it is reported to anybody.</summary>
public abstract class NoValuesSpec(TestEngine engine)
{
    private const string Canary = "kanarie";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An expression that is 1 for a good <c>note</c>; the error for any other quotes it.</summary>
    protected abstract string One { get; }

    /// <summary>A good one.</summary>
    protected abstract string Good { get; }

    /// <summary>What is reported of the error.</summary>
    protected abstract string Word { get; }

    [Fact]
    public async Task Of_rows_that_all_fail_only_the_kind_of_the_error_is_reported()
    {
        await using var database = await WithRowsAsync(20, bad: "1 = 1");
        Assert.Contains(
            Canary,
            (await Assert.ThrowsAnyAsync<Exception>(() => database.RowsAsync($"select {One} from t"))).Message,
            StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<RevisionFailedException>(
            () => Filled.RunAsync(
                database, new Backfill("fill", "t") { Work = new SetColumns([("changed", One)]) }, cancellationToken: Stop));

        Assert.Equal($"The backfill \"fill\" failed for every row that it tried: {Word}.", error.What);
        AssertSilent(error);
    }

    [Fact]
    public async Task Row_for_which_the_condition_itself_fails_is_left_and_told_by_its_key()
    {
        await using var database = await WithRowsAsync(20, bad: "id = 7");
        await Filled.AddAsync(database, Conditional);

        for (var again = 0; again < 2; again++)
        {
            var error
                = await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.WorkAsync(database, Conditional, cancellationToken: Stop));
            Assert.Equal("The backfill \"fill\" is incomplete: 1 row of \"t\" failed (7).", error.What);
            AssertSilent(error);
        }

        await database.ExecuteAsync($"update t set note = '{Good}'");
        await Filled.RetryAsync(database, Conditional);
        await Filled.WorkAsync(database, Conditional, cancellationToken: Stop);
        Assert.Equal(["done|20"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Equal(["1|20"], await database.RowsAsync("select changed, count(*) from t group by changed"));
    }

    [Fact]
    public async Task Row_that_comes_behind_the_walk_and_for_which_the_condition_fails_is_found()
    {
        await using var database = await WithRowsAsync(20, bad: "1 = 0");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => Filled.RunAsync(
                database,
                Conditional,
                new MigrationOptions { MaxBatch = 5 },
                _ => database.ExecuteAsync($"insert into t (id, note) values (0, '{Canary}') on conflict do nothing").GetAwaiter()
                    .GetResult(),
                cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" is incomplete: 1 row of \"t\" failed (0).", error.What);
        AssertSilent(error);
    }

    private Backfill Conditional
        => new("fill", "t") { Where = $"changed = 0 and {One} = 1", Work = new SetColumns([("changed", "changed + 1")]) };

    private static void AssertSilent(MigrationException error)
        => Assert.DoesNotContain(Canary, $"{error} {error.What} {error.Next}", StringComparison.Ordinal);

    private async Task<TestDatabase> WithRowsAsync(int rows, string bad)
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key, changed integer not null default 0, note varchar not null)");
        await database.ExecuteAsync($"""
            insert into t (id, note) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i, '{Good}' from n;
            update t set note = '{Canary}' where {bad}
            """);
        return database;
    }
}

public sealed class SqliteNoValuesTests(SqliteEngine engine) : NoValuesSpec(engine)
{
    protected override string One => "json_extract('{\"a\":1}', note)";

    protected override string Good => "$.a";

    protected override string Word => "SQLite 1";
}

public sealed class PostgresNoValuesTests(PostgresEngine engine) : NoValuesSpec(engine)
{
    protected override string One => "cast(note as integer)";

    protected override string Good => "1";

    protected override string Word => "22P02";
}
