using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>What one revision does to rows that exist, on either engine.</summary>
/// <param name="engine">The engine.</param>
/// <param name="foreignId">The revision.</param>
public abstract class DataSpec(TestEngine engine, string foreignId)
{
    protected const string Organizations = "insert into organizations (id, name) values ('org-1', 'One'), ('org-2', 'Two')";

    protected const string Users
        = "insert into users (id, name, organization_id) values ('user-1', 'Ann', 'org-1'), ('user-2', 'Bob', 'org-1'), ('user-3', 'Cy', "
            + "'org-2')";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A database just before the revision, with rows.</summary>
    protected async Task<TestDatabase> BeforeAsync(params string[] rows)
    {
        var all = LettaMigrations.Revisions.All;
        var before = all[all.ToList().FindIndex(r => r.ForeignId == foreignId) - 1];
        var database = await engine.CreateAtAsync(before.ForeignId!);
        foreach (var row in rows)
            await database.ExecuteAsync(row);
        return database;
    }

    /// <summary>A database just after the revision, which met the rows on its way.</summary>
    protected async Task<TestDatabase> AfterAsync(params string[] rows)
    {
        var database = await BeforeAsync(rows);
        await UpAsync(database);
        return database;
    }

    /// <summary>The same, where the rows lose something that has no replacement.</summary>
    protected async Task<TestDatabase> AfterLossAsync(params string[] rows)
    {
        var database = await BeforeAsync(rows);
        await UpAsync(database, acceptLoss: true);
        return database;
    }

    protected static Task<MigrationResult> UpAsync(TestDatabase database, bool acceptLoss = false)
        => database.Runner(options: new MigrationOptions { AcceptLoss = acceptLoss }).UpgradeAsync("+1", cancellationToken: Cancellation);

    protected static Task DownAsync(TestDatabase database) => database.Runner().DowngradeAsync("-1", cancellationToken: Cancellation);

    /// <summary>The revision refuses the rows, says so in these words, and leaves the table as it was.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table of the rows.</param>
    /// <param name="what">The words.</param>
    /// <param name="acceptLoss">Whether the rows would lose something as well, which is not what is refused then.</param>
    protected async Task<NeedsHumanException> AssertRefusedAsync(TestDatabase database, string table, string what, bool acceptLoss = false)
    {
        var before = await database.RowsAsync($"select * from {table} order by 1");

        var refusal = await Assert.ThrowsAsync<NeedsHumanException>(() => UpAsync(database, acceptLoss));

        Assert.Equal(what, refusal.What);
        Assert.Equal(ExitCode.NeedsHuman, refusal.Code);
        Assert.Equal(before, await database.RowsAsync($"select * from {table} order by 1"));
        var current = (await database.Runner().CurrentAsync(cancellationToken: Cancellation)).Current;
        Assert.Equal(database.Runner().Find(foreignId).Number - 1, current!.Number);
        return refusal;
    }

    /// <summary>
    /// The revision says in these words which rows lose what, and leaves the table as it was; where loss is accepted it goes on, and says
    /// what was lost. Each query of the message lists rows.
    /// </summary>
    protected async Task AssertLosesAsync(TestDatabase database, string table, string what, params string[] lost)
    {
        var refusal = await AssertRefusedAsync(database, table, what);
        var lines = refusal.Next.Split('\n');
        Assert.StartsWith("see them   select ", lines[0], StringComparison.Ordinal);
        Assert.Equal("then       save what is still needed, and run the same command again with --accept-loss", lines[^1]);

        var result = await UpAsync(database, acceptLoss: true);

        Assert.Equal(lost, result.Applied.Single().Losses.Select(l => l.ToString()));
        var version = result.To!.Version;
        Assert.Equal(
            lost,
            await database.RowsAsync(
                $"select name from letta_migration_ledger where version = {version} and direction = 'loss' order by id"));
    }

    protected static async Task AssertRowsAsync(TestDatabase database, string query, params string[] rows)
        => Assert.Equal(rows, await database.RowsAsync(query));

    /// <summary>Whether a column may hold NULL, as the engine's catalog says.</summary>
    protected static async Task<bool> IsNullableAsync(TestDatabase database, string table, string column)
        => await database.ScalarAsync<bool>(database is PostgresTestDatabase
            ? $"select not attnotnull from pg_attribute where attrelid = '{table}'::regclass and attname = '{column}'"
            : $"select not \"notnull\" from pragma_table_info('{table}') where name = '{column}'");
}
