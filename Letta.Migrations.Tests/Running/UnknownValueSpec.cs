using System.Data.Common;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;

namespace Letta.Migrations.Tests.Running;

/// <summary>
/// Every verb meets every unknown value that the type of a column lets in, in every column of our own tables: the columns come from the
/// catalog, so that a new one is met too. It is exit 5 with table and row, or stands below as harmless; and nothing is changed.
/// </summary>
public abstract class UnknownValueSpec(TestEngine engine)
{
    private static readonly RevisionSet History = TestHistory.Named("filling-to-do");

    /// <summary>Verbs that read the record of a database, and those that read which parts of backfills are handed out, too.</summary>
    private static readonly string[][] Looking
        = [["current"], ["current", "--json"], ["history"], ["show", "cdcdcdcdcdc2"], ["wait", "--timeout", "0"], ["ready"], ["check"]];
    private static readonly string[][] Moving = [["downgrade", "-1"], ["stamp", "cdcdcdcdcdc1"], ["adopt"]];
    private static readonly string[][] Filling =
        [
            ["upgrade"],
            ["backfill", "list"],
            ["backfill", "status"],
            ["backfill", "run"],
            ["backfill", "retry"],
            ["backfill", "pause"],
            ["backfill", "resume"]
        ];

    /// <summary>What no verb reads to decide anything; nor anything of the copies of orphans, which are only counted.</summary>
    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "VersionInfo.Description",
        "letta_migration_ledger.alembic_id",
        "letta_migration_ledger.name",
        "letta_migration_ledger.started_at",
        "letta_migration_ledger.tool_version",
        "letta_migration_ledger.applied_by",
        "letta_migration_ledger.checksum", // A checksum of no known scheme is unknown, as one that is not there is; docs/architecture.md.
        "letta_migration_backfill.due_since", "letta_migration_backfill.finished_at", "letta_migration_backfill.last_error",
        "letta_migration_backfill_range.name", "letta_migration_backfill_range.worker", "letta_migration_backfill_range.session",
        "letta_migration_backfill_row.name", "letta_migration_backfill_row.error", "letta_migration_backfill_row.attempts",
    };

    /// <summary>Where NULL has a meaning.</summary>
    private static readonly HashSet<string> Nullable = new(StringComparer.Ordinal)
    {
        "VersionInfo.AppliedOn",
        "letta_migration_ledger.duration_ms",
        "letta_migration_backfill.estimate",
        "letta_migration_backfill.cursor_key",
        "letta_migration_backfill.started_at", "letta_migration_backfill_range.from_key", "letta_migration_backfill_range.to_key",
        "letta_migration_backfill_range.cursor_key",
    };

    public static TheoryData<string> Tables => [.. LettaNames.Tables.All.Where(t => t != "alembic_version")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The columns of our own tables, each as table, column and type.</summary>
    protected abstract string Columns { get; }

    /// <summary>
    /// Every value meets one verb of so many, each in its turn: 1 for all. The check of a value is the same code on both engines.
    /// </summary>
    protected virtual int Turns => 1;

    /// <summary>A day ago, as an expression.</summary>
    protected abstract string Yesterday { get; }

    /// <summary>Values that no column of a type should hold, as expressions.</summary>
    protected abstract IEnumerable<string> Hostile(string type);

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Unknown_value_is_refused_by_table_and_row_and_nothing_is_changed(string table)
    {
        await using var database = await HalfFilledAsync(table);
        var before = await DumpAsync(database);
        var columns = (await database.RowsAsync(Columns)).Select(c => c.Split('|')).Where(c => c[0] == table).ToList();
        var wrong = new List<string>();
        var met = 0;

        foreach (var (column, type) in columns.Select(c => (c[1], c[2])))
        {
            foreach (var value in Hostile(type))
            {
                var name = $"{table}.{column}";
                if (!await SetAsync(database, table, columns[0][1], column, value))
                    continue;

                met++;
                var set = await DumpAsync(database);
                foreach (var verb in Verbs(table).Where((_, i) => i % Turns == met % Turns))
                {
                    var cli = await InProcess.RunAsync(database, History, () => new DatabaseSchema([], [], []), [.. verb]);
                    var said = cli.Out + cli.Error;
                    var harmless
                        = table == LettaNames.Tables.Orphan || Unread.Contains(name) || (value == "null" && Nullable.Contains(name));
                    if (harmless
                        ? cli.Exit == 1
                        : cli.Exit != 5
                            || !said.Contains(table, StringComparison.Ordinal)
                            || !said.Contains("the row ", StringComparison.Ordinal))
                        wrong.Add($"{name} = {value}: {string.Join(' ', verb)} → {cli.Exit} {said}");
                    if (said.Any(c => c is not '\n' && char.IsControl(c))
                        || said.Split('\n').Any(l => l.TrimStart().StartsWith("forged", StringComparison.Ordinal)))
                        wrong.Add($"{name} = {value}: {string.Join(' ', verb)} printed it raw");
                    if (harmless && !Looking.Contains(verb))
                        break; // It did what it does: the database is another now.
                    if (!set.SequenceEqual(await DumpAsync(database)))
                        wrong.Add($"{name} = {value}: {string.Join(' ', verb)} changed the database");
                }

                await RestoreAsync(database, before);
            }
        }

        Assert.NotEqual(0, met);
        Expect(wrong);
    }

    /// <summary>A key that the table cannot have would be compared with, and the pass end too early or fail over every row.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("[1]")]
    [InlineData("[\"1\"")]
    [InlineData("[\"1\",\"2\"]")]
    [InlineData("[\"x\"]")]
    [InlineData("[\"\"]")]
    public async Task Key_that_is_none_is_refused_wherever_it_stands(string key)
    {
        await using var database = await HalfFilledAsync(LettaNames.Tables.Backfills);
        foreach (var (table, column) in new[]
        {
            (LettaNames.Tables.Backfills, "cursor_key"),
            (LettaNames.Tables.BackfillRanges, "to_key"),
            (LettaNames.Tables.BackfillRanges, "cursor_key"),
            (LettaNames.Tables.BackfillRows, "key")
        })
        {
            var saved = await DumpAsync(database);
            await database.ExecuteAsync($"update {table} set {column} = '{key}'");
            var set = await DumpAsync(database);

            string[] verb = table == LettaNames.Tables.BackfillRows ? ["backfill", "retry"] : ["backfill", "run"];
            var cli = await InProcess.RunAsync(database, History, model: null, verb);

            Assert.Equal((5, ""), (cli.Exit, cli.Out));
            Assert.StartsWith(
                $"The table \"{table}\" holds a value that this build does not know: \"{column}\" is \"{key}\" in the row name = "
                    + $"\"double_items\"",
                cli.Error,
                StringComparison.Ordinal);
            Assert.Equal(set, await DumpAsync(database));
            await RestoreAsync(database, saved);
        }
    }

    [Fact]
    public async Task Backfill_that_nobody_declares_is_named_with_the_way_out()
    {
        await using var database = await HalfFilledAsync(LettaNames.Tables.Backfills);
        await database.ExecuteAsync("update letta_migration_backfill set name = 'nobodys'");
        await RefusedAsync(
            "The table \"letta_migration_backfill\" has the row name = \"nobodys\", but its revision cdcdcdcdcdc2 (double the items) "
                + "declares no such backfill in this build.\n"
            + "  If another build of that revision wrote it, finish it with that build: letta-migrate backfill run <name>; if somebody "
            + "wrote it by hand, delete that row.");

        await database.ExecuteAsync("update letta_migration_backfill set version = 20990101000000");
        await RefusedAsync(
            "The table \"letta_migration_backfill\" has the row name = \"nobodys\", which is of revision 20990101000000; that revision "
                + "is neither applied nor known to this build.\n"
            + "  If a newer build wrote it, run that build; if somebody wrote it by hand, delete that row.");

        async Task RefusedAsync(string expected)
        {
            foreach (var verb in (string[][])[["upgrade"], ["current"], ["backfill", "run"], ["wait", "--timeout", "0"]])
            {
                var cli = await InProcess.RunAsync(database, History, model: null, [.. verb]);

                Assert.Equal(5, cli.Exit);
                Assert.StartsWith(expected, cli.Error, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Unknown_state_does_not_keep_an_upgrade_going()
    {
        await using var database = await HalfFilledAsync(LettaNames.Tables.Backfills);
        await database.ExecuteAsync("update letta_migration_backfill set state = 'bogus'");

        var error = await Assert.ThrowsAsync<UnknownValueException>(
            () => database.Runner(History).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal((ExitCode.Unexpected, "letta_migration_backfill", "name = \"double_items\""), (error.Code, error.Table, error.Row));
        Assert.Equal(
            "The table \"letta_migration_backfill\" holds a value that this build does not know: \"state\" is \"bogus\" in the row name "
                + "= \"double_items\".",
            error.What);
        Assert.Equal(
            "Expected is one of due, done, paused, incomplete. If a newer build wrote it, run that build; if somebody did by hand, "
                + "correct the row, "
            + "then run the same command again. Nothing was changed.",
            error.Next);
    }

    /// <summary>At a revision whose backfill is begun: a part is handed out, and a row failed.</summary>
    private async Task<TestDatabase> HalfFilledAsync(string table)
    {
        var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into items (id, value) values (3, 1), (5, 2), (7, 3), (10, 4), (20, 5)");
        await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner(History, new MigrationOptions { NoInline = true }).UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync($"""
            update letta_migration_backfill set walk = 1, attempts = 1, estimate = 5, cursor_key = '["10"]', started_at = {Yesterday};
            insert into letta_migration_backfill_range (name, number, from_key, to_key, cursor_key, rows_done, rows_passed, worker, session, beat_at)
            values ('double_items', 1, '["1"]', '["10"]', '["5"]', 2, 2, 'somebody', null, {Yesterday});
            insert into letta_migration_backfill_row (name, key, error, attempts) values ('double_items', '["7"]', '23505', 1);
            insert into letta_migration_orphan (table_name, foreign_key, action, content, version, resolved_at)
            values ('items', 'items_fkey', 'delete', '{"{}"}', 20310101000001, {Yesterday});
            """);
        if (table == LettaNames.Tables.Step)
            await database.ExecuteAsync(
                "insert into letta_migration_step (version, direction, done, steps) values (20310101000003, 'up', 1, 3)");
        foreach (var own in LettaNames.Tables.All)
            await database.ExecuteAsync($"create table \"saved_{own}\" as select * from \"{own}\"");
        return database;
    }

    /// <summary>Which verbs read a table.</summary>
    private static string[][] Verbs(string table)
        => table == LettaNames.Tables.BackfillRanges || table == LettaNames.Tables.BackfillRows
            ? Filling
            : [.. Looking, .. Filling, .. Moving];

    /// <returns>False if the database does not take the value.</returns>
    private static async Task<bool> SetAsync(TestDatabase database, string table, string key, string column, string value)
    {
        try
        {
            await database.ExecuteAsync(
                $"""update "{table}" set "{column}" = {value} where "{key}" = (select max("{key}") from "{table}")""");
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<string>> DumpAsync(TestDatabase database)
    {
        var rows = new List<string>();
        foreach (var table in LettaNames.Tables.All.Append("items"))
            rows.AddRange((await database.RowsAsync($"select {Whole} from \"{table}\" t order by 1")).Select(r => $"{table}: {r}"));
        return rows;
    }

    private async Task RestoreAsync(TestDatabase database, IReadOnlyList<string> before)
    {
        foreach (var own in LettaNames.Tables.All)
            await database.ExecuteAsync($"delete from \"{own}\"; insert into \"{own}\" {Overriding} select * from \"saved_{own}\"");
        if (!before.SequenceEqual(await DumpAsync(database)))
            await database.ExecuteAsync("update items set doubled = null, changed = 0");
        Assert.Equal(before, await DumpAsync(database));
    }

    /// <summary>All that a row of the table <c>t</c> holds, whatever it is.</summary>
    protected virtual string Whole => "*";

    /// <summary>What an INSERT says to write a column that numbers itself.</summary>
    protected virtual string Overriding => "";

    private static void Expect(List<string> wrong)
        => Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)) + $"\n{wrong.Count} in all");
}

public sealed class PostgresUnknownValueTests(PostgresEngine engine) : UnknownValueSpec(engine)
{
    /// <summary>All of them take ten minutes here.</summary>
    protected override int Turns => 4;

    protected override string Columns
        => "select table_name, column_name, data_type from information_schema.columns where table_schema = 'public' order by table_name, "
            + "ordinal_position";

    protected override string Yesterday => "now() - interval '1 day'";

    protected override string Whole => "t::text";

    protected override string Overriding => "overriding system value";

    protected override IEnumerable<string> Hostile(string type) => type switch
    {
        "bigint" => ["null", "-1", "9223372036854775807"],
        "integer" => ["null", "-1", "2147483647"],
        "json" => ["null", "'[]'"],
        "character varying" or "text" => ["null", "''", @"E'bogus\x1b[2J\nforged'"],
        _ when type.StartsWith("timestamp", StringComparison.Ordinal) => ["null", "'infinity'", "'4713-01-01 BC'"],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Say what no column of this type should hold."),
    };
}

public sealed class SqliteUnknownValueTests(SqliteEngine engine) : UnknownValueSpec(engine)
{
    protected override string Columns
        => "select m.name, c.name, c.type from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' order by m.name, c.cid";

    protected override string Yesterday => "strftime('%Y-%m-%d %H:%M:%f', 'now', '-1 day')";

    protected override IEnumerable<string> Hostile(string type)
        => [
            "null",
            "x'00ff'",
            "'bogus' || char(27) || '[2J' || char(10) || 'forged'",
            .. type.Contains("INT", StringComparison.Ordinal) ? ["-1", "9223372036854775807"] : new[] { "''" }
        ];
}
