using System.Globalization;
using System.Text.Json;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>
/// Names and messages that somebody chose who may create a table: every verb prints them, none as anything but text. No colour, no movement
/// of a cursor, no line of their own choosing.
/// </summary>
public abstract class HostileNamesSpec(TestEngine engine)
{
    /// <summary>A colour, a second line, a control character of C1 and an override of direction.</summary>
    private const string Hostile = "x\u001b[31m\nforged\u009b2J\u202e\u2028y";
    private const string Escaped = "x\\u001b[31m\\nforged\\u009b2J\\u202e\\u2028y";

    private static readonly RevisionSet History = TestHistory.Named("good");

    private static readonly string[][] Verbs =
    [
        ["current"],
        ["history"],
        ["history", "--markdown"],
        ["show", "aaaaaaaaaaa1"],
        ["heads"],
        ["wait", "--timeout", "0"],
        ["ready"],
        ["check"],
        ["backfill", "list"],
        ["backfill", "status"],
        ["backfill", "run"],
        ["backfill", "retry"],
        ["backfill", "pause"],
        ["backfill", "resume"],
        ["adopt"],
        ["upgrade"],
        ["upgrade", "--verbose"],
        ["upgrade", "--log-format", "json"],
        ["check"],
        ["downgrade", "-1"],
        ["stamp", "aaaaaaaaaaa1"],
        ["reset"],
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes every row that is recorded fail, with a message.</summary>
    protected abstract string FailWith(string message);

    [Fact]
    public async Task Tables_that_nobody_recorded()
    {
        await using var database = await engine.CreateAsync();
        await CreateHostileAsync(database);

        await ExpectAsync(database);
    }

    [Fact]
    public async Task Tables_columns_keys_and_indexes_beside_those_of_the_revisions()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("aaaaaaaaaaa2", cancellationToken: Stop);
        await CreateHostileAsync(database);

        await ExpectAsync(database);
    }

    [Fact]
    public async Task Alembics_own_record()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("aaaaaaaaaaa2", cancellationToken: Stop);
        await database.ExecuteAsync($"update alembic_version set version_num = '{Hostile}'");

        await ExpectAsync(database);
    }

    [Fact]
    public async Task Differences_of_a_database_that_Alembic_made()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("aaaaaaaaaaa2", cancellationToken: Stop);
        await database.ExecuteAsync("""drop table "VersionInfo"; drop table letta_migration_ledger""");
        await CreateHostileAsync(database);

        await ExpectAsync(database);
    }

    [Fact]
    public async Task Message_of_the_database()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("aaaaaaaaaaa2", cancellationToken: Stop);
        await database.ExecuteAsync(FailWith(Hostile));

        await ExpectAsync(database);
    }

    private static Task CreateHostileAsync(TestDatabase database)
        => database.ExecuteAsync($"""
            create table "{Hostile}" ("{Hostile}" integer, constraint "c{Hostile}" unique ("{Hostile}"));
            create index "i{Hostile}" on "{Hostile}" ("{Hostile}");
            alter table "{Hostile}" add column "2{Hostile}" integer
            """);

    private static async Task ExpectAsync(TestDatabase database)
    {
        var printed = false;
        foreach (var verb in Verbs.Concat(Verbs.Where(v => v is not ["history", "--markdown"]).Select(v => (string[])[.. v, "--json"]))
            .Append(["reset", "--yes"]))
        {
            var cli = await InProcess.RunAsync(database, History, () => new DatabaseSchema([], [], []), verb);
            var said = cli.Out + cli.Error;
            var odd = said.FirstOrDefault(c => c is not '\n'
                && (char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator));
            Assert.True(odd == default, $"{string.Join(' ', verb)} printed U+{(int)odd:X4} raw: {said}");
            Assert.All(said.Split('\n'), line => Assert.False(line.TrimStart().StartsWith("forged", StringComparison.Ordinal), line));
            if (verb is [.., "--json"] && cli.Out.Length > 0)
                JsonDocument.Parse(cli.Out).Dispose();
            printed |= said.Contains(Escaped, StringComparison.Ordinal);
        }

        Assert.True(printed, "No verb printed the name: nothing was tried.");
    }
}

public sealed class PostgresHostileNamesTests(PostgresEngine engine) : HostileNamesSpec(engine)
{
    protected override string FailWith(string message) => $"""
        create function hostile() returns trigger language plpgsql as $$ begin raise exception '{message}'; end $$;
        create trigger hostile before insert on "VersionInfo" for each row execute function hostile()
        """;
}

public sealed class SqliteHostileNamesTests(SqliteEngine engine) : HostileNamesSpec(engine)
{
    protected override string FailWith(string message)
        => $"""create trigger hostile before insert on "VersionInfo" begin select raise(abort, '{message}'); end""";
}
