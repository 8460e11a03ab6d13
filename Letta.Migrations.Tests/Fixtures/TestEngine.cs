using System.Collections.Concurrent;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>Hands every test a database of its own, on one of the two engines.</summary>
public abstract class TestEngine
{
    private const int Stage = 16;
    private readonly ConcurrentDictionary<int, Lazy<Task<TestDatabase>>> _made = new();

    /// <summary>Creates an empty database; on Postgres the test is skipped, with the reason, where no container engine answers.</summary>
    public abstract Task<TestDatabase> CreateAsync();

    /// <summary>
    /// A database at base that is not empty: what an upgrade does there is committed revision by revision, as wherever tables are in use.
    /// </summary>
    public async Task<TestDatabase> CreateInUseAsync()
    {
        var database = await CreateAsync();
        await database.ExecuteAsync("""
            create table "VersionInfo" ("Version" bigint not null, "AppliedOn" timestamp, "Description" varchar(1024));
            create table somebodys (id integer)
            """);
        return database;
    }

    /// <summary>A database at a revision, without rows: made once for all tests, and copied for each.</summary>
    public Task<TestDatabase> CreateAtAsync(string revision)
        => CreateAtAsync(LettaMigrations.Revisions.All.First(r => r.ForeignId == revision).Number);

    /// <summary>The same, by the revision's place in the history.</summary>
    public async Task<TestDatabase> CreateAtAsync(int number)
        => await CopyAsync(await _made.GetOrAdd(number, n => new Lazy<Task<TestDatabase>>(() => MakeAtAsync(n))).Value);

    /// <summary>Creates a database that is the same as one that nobody is connected to.</summary>
    protected abstract Task<TestDatabase> CopyAsync(TestDatabase original);

    /// <summary>Removes the databases that others were copied from.</summary>
    protected async Task RemoveMadeAsync()
    {
        foreach (var made in _made.Values)
            await (await made.Value).DisposeAsync();
    }

    /// <summary>In stages, which the databases of later revisions have in common.</summary>
    private async Task<TestDatabase> MakeAtAsync(int number)
    {
        var stage = (number - 1) / Stage * Stage;
        var database = stage == 0 ? await CreateAsync() : await CreateAtAsync(stage);
        await database.Runner().UpgradeAsync(LettaMigrations.Revisions.All[number - 1].Id);
        return database;
    }
}
