using System.IO.Compression;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Backfills;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;

namespace Letta.Migrations.Tests.History.EarlierBuild;

/// <summary>
/// Databases that an earlier build left behind, before the engine and Letta's names were divided: this build finds its records under the
/// same names, and goes on from there. See README.md beside this file.
/// </summary>
public abstract class EarlierBuildSpec(TestEngine engine)
{
    protected const string Head = "1c28e167b74f";

    private const string Middle = "d06594144ef3";

    /// <summary>What the earlier build encrypted the first rows with.</summary>
    private const string Key = "an-example-of-a-key";

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The names of all tables, also of those beside the schema that is worked in.</summary>
    protected abstract string Tables { get; }

    [Fact]
    public async Task Database_in_the_middle_is_found_there_and_brought_to_head_with_its_rows()
    {
        await using var database = await RestoreAsync("middle");
        var runner = database.Runner(options: new MigrationOptions { AcceptLoss = true });

        var current = await runner.CurrentAsync(cancellationToken: Stop);
        var upgraded = await runner.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal((Middle, 44, null), (current.Current!.Id, current.Pending.Count, current.Refusal));
        Assert.Empty(current.Edited);
        Assert.Equal((Head, 44), (upgraded.To!.Id, upgraded.Applied.Count));
        Assert.Equal(
            [("encrypt_mcp_oauth", 520L), ("encrypt_mcp_server", 1L), ("encrypt_providers", 1L)],
            upgraded.Due.Select(d => (d.Name, d.Waiting)));
        await AssertFinishedAsync(database);
    }

    [Fact]
    public async Task Database_at_head_is_found_there_and_its_backfills_go_on_where_the_earlier_build_was_killed()
    {
        await using var database = await RestoreAsync("head");
        var before = await database.RowsAsync(
            "select id, access_token_enc from mcp_oauth where access_token_enc is not null order by id");

        var current = await database.Runner().CurrentAsync(cancellationToken: Stop);
        var upgraded = await database.Runner().UpgradeAsync(cancellationToken: Stop);
        var waiting = await database.Runner().BackfillsAsync(cancellationToken: Stop);

        Assert.Equal((Head, true, null), (current.Current!.Id, current.AtHead, current.Refusal));
        Assert.Empty(current.Edited);
        Assert.Empty(upgraded.Applied);
        Assert.Equal(
            [("encrypt_mcp_oauth", 20L), ("encrypt_mcp_server", 1L), ("encrypt_providers", 1L)],
            waiting.Where(b => b.Waiting > 0).Select(b => (b.Name, b.Waiting)).OrderBy(b => b.Name, StringComparer.Ordinal));
        await AssertFinishedAsync(database);
        Assert.Equal(500, before.Count);
        Assert.Subset((await database.RowsAsync("select id, access_token_enc from mcp_oauth")).ToHashSet(), before.ToHashSet());
    }

    [Fact]
    public async Task Schema_of_an_earlier_build_is_adopted_where_its_records_are_lost()
    {
        await using var database = await RestoreAsync("middle");
        foreach (var table in LettaNames.Tables.All.Where(t => t != LettaNames.Product.Companion!.Table))
            await database.ExecuteAsync($"drop table if exists \"{table}\"");

        var adopted = await database.Runner().AdoptAsync(cancellationToken: Stop);
        await database.Runner(options: new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal((Middle, 123), (adopted.To!.Id, adopted.Recorded.Count));
        await AssertFinishedAsync(database);
    }

    [Fact]
    public async Task Database_that_an_earlier_build_manages_is_left_as_it_is_by_an_adoption()
    {
        await using var database = await RestoreAsync("middle");

        var adopted = await database.Runner().AdoptAsync(cancellationToken: Stop);

        Assert.Equal(Middle, adopted.To!.Id);
        Assert.Empty(adopted.Recorded);
    }

    protected abstract Task RestoreAsync(TestDatabase database, string script);

    /// <summary>A database of the test's own, as an earlier build left one.</summary>
    protected async Task<TestDatabase> RestoreAsync(string name)
    {
        var database = await engine.CreateAsync();
        var file = Path.Combine(
            AppContext.BaseDirectory, "History", "EarlierBuild", $"{database.Target.Engine}-{name}.sql.gz");
        await using var compressed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var script = new StreamReader(compressed);
        await RestoreAsync(database, await script.ReadToEndAsync(Stop));
        return database;
    }

    /// <summary>Nothing waits any more, nothing differs, no row is lost, and nothing is recorded in two places.</summary>
    protected async Task AssertFinishedAsync(TestDatabase database)
    {
        var runner = database.Runner(options: new MigrationOptions { EncryptionKey = new EncryptionKey(Key) });
        await runner.BackfillAsync(cancellationToken: Stop);
        var check = await InProcess.RunAsync(database, LettaMigrations.Revisions, model: null, "check");

        Assert.True(check.Exit == (int)ExitCode.Done, check.Out + check.Error);
        Assert.True((await runner.CurrentAsync(cancellationToken: Stop)).AtHead);
        Assert.DoesNotContain(await runner.BackfillsAsync(cancellationToken: Stop), b => b.Waiting > 0);
        Assert.Equal(
            LettaNames.Tables.All.Order(StringComparer.Ordinal),
            (await database.RowsAsync(Tables)).Where(IsOfMigrations).Order(StringComparer.Ordinal));
        await AssertRowsAsync(database);
    }

    private static bool IsOfMigrations(string table)
        => table.Contains("migration", StringComparison.OrdinalIgnoreCase) || LettaNames.Tables.Contains(table);

    private static async Task AssertRowsAsync(TestDatabase database)
    {
        Assert.Equal(["org-1|One", "org-2|Two"], await database.RowsAsync("select id, name from organizations order by id"));
        Assert.Equal(["user-1|Ann", "user-2|Bob"], await database.RowsAsync("select id, name from users order by id"));
        Assert.Equal(
            ["agent-1|Ada", "agent-2|O'Neil 🦊", "agent-3|Gone"], await database.RowsAsync("select id, name from agents order by id"));
        Assert.Equal(
            [("bearer 🌍", "bearer 🌍"), ("null", "null")],
            await SecretsAsync(database, "select token, token_enc from mcp_server order by id"));
        Assert.Equal([("sk-1", "sk-1")], await SecretsAsync(database, "select api_key, api_key_enc from providers order by id"));
        Assert.Equal(
            Enumerable.Range(1, 520).Select(i => ($"token {i}", $"token {i}")),
            await SecretsAsync(database, "select access_token, access_token_enc from mcp_oauth order by length(id), id"));
    }

    /// <summary>Each plaintext, with what its ciphertext says.</summary>
    private static async Task<IEnumerable<(string Plain, string Decrypted)>> SecretsAsync(TestDatabase database, string query)
        => (await database.RowsAsync(query)).Select(r => r.Split('|')).Select(
            r => (r[0], r[1] == "null" ? "null" : LettaSecret.Decrypt(r[1], Key)));
}
