using System.Collections.Concurrent;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>Hands every test a database of its own, on one of the two engines.</summary>
public abstract class TestEngine
{
    private readonly ConcurrentDictionary<string, Lazy<Task<TestDatabase>>> _made = new(StringComparer.Ordinal);

    /// <summary>Creates an empty database; on Postgres the test is skipped, with the reason, where no container engine answers.</summary>
    public abstract Task<TestDatabase> CreateAsync();

    /// <summary>A database at base that is not empty: what an upgrade does there is committed revision by revision, as wherever tables are in use.</summary>
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
    public async Task<TestDatabase> CreateAtAsync(string revision)
        => await CopyAsync(await _made.GetOrAdd(revision, r => new Lazy<Task<TestDatabase>>(() => MakeAtAsync(r))).Value);

    /// <summary>Creates a database that is the same as one that nobody is connected to.</summary>
    protected abstract Task<TestDatabase> CopyAsync(TestDatabase original);

    /// <summary>Removes the databases that others were copied from.</summary>
    protected async Task RemoveMadeAsync()
    {
        foreach (var made in _made.Values)
            await (await made.Value).DisposeAsync();
    }

    private async Task<TestDatabase> MakeAtAsync(string revision)
    {
        var database = await CreateAsync();
        await database.Runner().UpgradeAsync(revision);
        return database;
    }
}
