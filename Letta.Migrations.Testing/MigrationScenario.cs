using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Xunit;

namespace Letta.Migrations.Testing;

/// <summary>A database at a revision with rows in it, and what becomes of them; made by <see cref="MigrationTests.Given"/>.</summary>
public sealed class MigrationScenario
{
    private readonly MigrationDefinition _definition;
    private readonly MigrationDatabases _databases;
    private readonly string _revision;
    private readonly IReadOnlyList<string> _sql;

    internal MigrationScenario(MigrationDefinition definition, MigrationDatabases databases, string revision, IReadOnlyList<string> sql)
        => (_definition, _databases, _revision, _sql) = (definition, databases, revision, sql);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// Goes to a revision, up or down, carries out the backfills that are due then, and compares the rows of a query.
    /// </summary>
    /// <param name="revision">Where to: a version, <c>head</c> or <c>base</c>.</param>
    /// <param name="query">The query.</param>
    /// <param name="rows">Its rows, each with its values joined by <c>|</c>, and NULL as <c>null</c>.</param>
    public async Task ExpectAsync(string revision, string query, params string[] rows)
    {
        await using var database = await StartAsync();

        await GoAsync(database, revision);

        Assert.Equal(rows, await database.RowsAsync(query, Stop));
    }

    /// <summary>A revision refuses the rows, says why, and changes nothing.</summary>
    /// <param name="revision">Where the way would go.</param>
    /// <param name="why">A part of the message.</param>
    public async Task RefusesAsync(string revision, string why)
    {
        await using var database = await StartAsync();
        var before = await Runner(database).CurrentAsync(cancellationToken: Stop);

        var error = await Assert.ThrowsAnyAsync<MigrationException>(() => GoAsync(database, revision));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        var after = await Runner(database).CurrentAsync(cancellationToken: Stop);
        Assert.Equal(before.Current?.Version, after.Current?.Version);
    }

    private async Task<MigrationDatabase> StartAsync()
    {
        var database = await _databases.CreateAsync(Stop);
        try
        {
            await Runner(database).UpgradeAsync(_revision, cancellationToken: Stop);
            foreach (var statement in _sql)
                await database.ExecuteAsync(statement, Stop);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private async Task GoAsync(MigrationDatabase database, string revision)
    {
        var runner = Runner(database);
        if (IsBehind(runner, revision))
            await runner.DowngradeAsync(revision, cancellationToken: Stop);
        else
            await runner.UpgradeAsync(revision, cancellationToken: Stop);
        await runner.BackfillAsync(cancellationToken: Stop);
    }

    private bool IsBehind(MigrationRunner runner, string revision)
        => revision == "base" || runner.Find(revision).Version < runner.Find(_revision).Version;

    private MigrationRunner Runner(MigrationDatabase database) => _definition.CreateRunner(database.Address);
}
