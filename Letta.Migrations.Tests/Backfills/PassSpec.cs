using System.Globalization;
using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>
/// Tables with random keys, passed through in batches of a few rows: every row that was there at the start is changed exactly once.
/// </summary>
public abstract class PassSpec(TestEngine engine)
{
    protected TestEngine Engine { get; } = engine;

    private const int Cases = 12;

    private const string Letters = "aAbBzZäÄßéeE _-.'\"%09€😀\t";

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Columns of a key, as a CREATE TABLE declares them, with literals for their values.</summary>
    protected abstract IReadOnlyList<(string Columns, Func<Random, string> Values)> Keys { get; }

    /// <summary>A unique key after all.</summary>
    protected virtual string IgnoringDuplicates => " on conflict do nothing";

    [Fact]
    public async Task Every_row_is_changed_exactly_once_whatever_the_key()
    {
        await using var database = await Engine.CreateAsync();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var number = 0;
        foreach (var (columns, values) in Keys)
        {
            for (var i = 0; i < Math.Max(1, Cases / 4); i++)
            {
                var table = $"t{number++}";
                await FillAsync(database, table, columns, values, random, random.Next(60));
                var backfill = Counted(table, columns, random.Next(2) == 0);

                await Filled.RunAsync(database, backfill, Small(random), cancellationToken: Stop);

                var astray = await database.RowsAsync($"select * from {table} where changed <> 1");
                Assert.True(astray.Count == 0, $"seed {seed}, {table} ({columns}): {string.Join("; ", astray)}");
            }
        }
    }

    [Fact]
    public async Task Every_row_that_stays_is_changed_exactly_once_while_others_come_and_go()
    {
        await using var database = await Engine.CreateAsync();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < Cases; i++)
        {
            var table = $"t{i}";
            var (columns, values) = Keys[random.Next(Keys.Count)];
            await FillAsync(database, table, columns, values, random, 40);
            await database.ExecuteAsync($"update {table} set first = 1");

            await Filled.RunAsync(database, Counted(table, columns, random.Next(2) == 0), Small(random), Disturb, cancellationToken: Stop);

            Assert.Equal([], await database.RowsAsync($"select * from {table} where first = 1 and changed <> 1 or changed > 1"));

            void Disturb(MigrationProgress progress)
            {
                // Which rows those are depends on the key: some before the cursor of the pass, some behind it.
                database.ExecuteAsync($"delete from {table} where note = 'n{random.Next(40)}'").GetAwaiter().GetResult();
                if (random.Next(3) == 0)
                    FillAsync(database, table, columns: null, values, random, 2).GetAwaiter().GetResult();
            }
        }
    }

    [Fact]
    public async Task Condition_that_its_own_updates_shrink_leaves_no_row_out()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, note varchar, changed integer not null default 0, first integer)");
        await database.ExecuteAsync(Series("t (id, note)", "i, case when i % 3 = 0 then null else 'n' end", 500));

        var rows = await Filled.RunAsync(
            database,
            new Backfill("fill", "t")
            {
                Where = "note is null",
                Work = new SetColumns([("note", "'was null'"), ("changed", "changed + 1")])
            },
            new MigrationOptions { MaxBatch = 7 },
            cancellationToken: Stop);

        Assert.Equal(166, rows);
        Assert.Equal(["0|334", "1|166"], await database.RowsAsync("select changed, count(*) from t group by changed order by changed"));
    }

    [Fact]
    public async Task Rows_that_come_to_meet_the_condition_behind_the_cursor_are_found()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key, note varchar, changed integer not null default 0)");
        await database.ExecuteAsync(Series("t (id)", "i", 50));
        var added = false;

        await Filled.RunAsync(
            database,
            new Backfill("fill", "t") { Where = "note is null", Work = new SetColumns([("note", "'x'"), ("changed", "changed + 1")]) },
            new MigrationOptions { MaxBatch = 10 },
            _ =>
            {
                if (!added)
                    database.ExecuteAsync("insert into t (id) values (0)").GetAwaiter().GetResult();
                added = true;
            },
            cancellationToken: Stop);

        Assert.Equal(["1|51"], await database.RowsAsync("select changed, count(*) from t group by changed"));
    }

    [Fact]
    public async Task Statement_runs_over_every_key_exactly_once()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync(
            "create table a (id integer primary key, note varchar); create table b (id integer primary key, note varchar)");
        await database.ExecuteAsync(Series("a (id, note)", "i * 7 - 100, 'n' || i", 300));

        var rows = await Filled.RunAsync(
            database,
            new Backfill("copy", "a") { Work = new RunStatement("insert into b (id, note) select a.id, a.note from a where {range}") },
            new MigrationOptions { MaxBatch = 13 },
            cancellationToken: Stop);

        Assert.Equal(300, rows);
        Assert.Equal(await database.RowsAsync("select * from a order by id"), await database.RowsAsync("select * from b order by id"));
    }

    [Fact]
    public async Task Empty_table_is_done_at_once()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key, note varchar)");

        Assert.Equal(
            0,
            await Filled.RunAsync(
                database, new Backfill("fill", "t") { Work = new SetColumns([("note", "'x'")]) }, cancellationToken: Stop));

        Assert.Equal(["done"], await database.RowsAsync("select state from letta_migration_backfill"));
    }

    [Fact]
    public async Task Key_that_nothing_keeps_unique_is_refused()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, a integer, b integer); create unique index ab on t (a, b); create unique index "
                + "partly on t (a) where b > 0");

        var error = await Assert.ThrowsAsync<ConfigurationException>(
            () => Filled.RunAsync(
                database, new Backfill("fill", "t") { Key = ["a"], Work = new SetColumns([("b", "1")]) }, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" walks \"t\" along \"a\", which no primary key or unique index keeps unique.", error.What);
    }

    [Fact]
    public async Task Null_in_the_key_is_refused_before_anything()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync("create table t (id varchar unique, b integer); insert into t (id, b) values ('x', 0), (null, 0)");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => Filled.RunAsync(database, new Backfill("fill", "t") { Work = new SetColumns([("b", "1")]) }, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" walks \"t\" along \"id\", and rows have NULL there; nothing was changed.", error.What);
        Assert.Equal(["0", "0"], await database.RowsAsync("select b from t"));
    }

    [Fact]
    public async Task Column_or_table_that_is_not_there_is_reported_by_its_name()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key)");

        var column = await Assert.ThrowsAsync<ConfigurationException>(
            () => Filled.RunAsync(database, new Backfill("fill", "t") { Work = new SetColumns([("b", "1")]) }, cancellationToken: Stop));
        var table = await Assert.ThrowsAsync<ConfigurationException>(
            () => Filled.RunAsync(database, new Backfill("fill_u", "u") { Work = new SetColumns([("b", "1")]) }, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" names the column \"b\", which \"t\" has not.", column.What);
        Assert.Equal("The backfill \"fill_u\" is about the table \"u\", which is not there.", table.What);
    }

    protected static string Text(Random random)
        => $"'{string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Letters.EnumerateRunes().ElementAt(random.Next(Letters.EnumerateRunes().Count())))).Replace("'", "''", StringComparison.Ordinal)}'";

    protected static string Whole(Random random) => random.NextInt64(-1000, 1000).ToString();

    protected static string Real(Random random)
        => (random.NextDouble() * Math.Pow(10, random.Next(-20, 20))).ToString("R", CultureInfo.InvariantCulture);

    protected static string Bytes(Random random)
        => Convert.ToHexString([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (byte)random.Next(256))]);

    /// <summary>INSERT … SELECT of so many rows, in which <c>i</c> counts them from 1.</summary>
    protected static string Series(string into, string select, int rows)
        => $"insert into {into} with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select {select} from n";

    private static MigrationOptions Small(Random random) => new() { MaxBatch = random.Next(1, 9) };

    private static Backfill Counted(string table, string columns, bool inCode)
        => new($"fill_{table}", table)
        {
            Key = [.. Names(columns)],
            Work = inCode
                ? new TransformRows(["changed"], ["changed"], row => [(int.Parse(row["changed"]!) + 1).ToString()])
                : new SetColumns([("changed", "changed + 1")]),
        };

    private static IEnumerable<string> Names(string columns) => columns.Split(", ").Select(c => c.Split(' ')[0]);

    private async Task FillAsync(TestDatabase database, string table, string? columns, Func<Random, string> values, Random random, int rows)
    {
        if (columns is not null)
            await database.ExecuteAsync(
                $"create table {table} ({columns}, note varchar, changed integer not null default 0, first integer); create unique "
                    + $"index {table}_key on {table} ({string.Join(", ", Names(columns).Select(IndexColumn))})");
        var all = Enumerable.Range(0, rows).Select(i => $"({values(random)}, 'n{i}')").ToList();
        var names = columns is null ? await KeyOfAsync(database, table) : string.Join(", ", Names(columns));
        if (all.Count > 0)
            await database.ExecuteAsync($"insert into {table} ({names}, note) values {string.Join(", ", all)}{IgnoringDuplicates}");
    }

    /// <summary>A column in the index that keeps it unique.</summary>
    protected virtual string IndexColumn(string name) => name;

    private static async Task<string> KeyOfAsync(TestDatabase database, string table)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select * from {table} limit 0";
        await using var reader = await command.ExecuteReaderAsync();
        return string.Join(", ", Enumerable.Range(0, reader.FieldCount - 3).Select(reader.GetName));
    }
}

public sealed class SqlitePassTests(SqliteEngine engine) : PassSpec(engine)
{
    protected override IReadOnlyList<(string Columns, Func<Random, string> Values)> Keys =>
    [
        ("a varchar", Text),
        ("a varchar collate nocase", Text),
        ("a varchar collate rtrim", Text),
        ("binary varchar collate nocase", Text), // Its index has another collation than itself.
        ("a integer", Whole),
        ("a real", Real),
        ("a blob", r => $"x'{Bytes(r)}'"),
        ("a", r => r.Next(4) switch { 0 => Text(r), 1 => Whole(r), 2 => Real(r), _ => $"x'{Bytes(r)}'" }), // Any type, row by row.
        ("a varchar, b integer", r => $"{Text(r)}, {r.Next(3)}"),
        ("a integer, b varchar collate nocase, c real", r => $"{r.Next(3)}, {Text(r)}, {r.Next(2)}"),
        ("a integer, binary varchar collate nocase", r => $"{r.Next(3)}, {Text(r)}"),
    ];

    protected override string IndexColumn(string name) => name == "binary" ? "binary collate binary" : name;
}

public sealed class PostgresPassTests(PostgresEngine engine) : PassSpec(engine)
{
    protected override IReadOnlyList<(string Columns, Func<Random, string> Values)> Keys =>
    [
        ("a varchar", Text),
        ("a text collate \"C\"", Text),
        ("a text collate \"en-x-icu\"", Text),
        ("a varchar collate \"de-x-icu\"", Text),
        ("a char(5)", Text),
        ("a bigint", Whole),
        ("a double precision", Real),
        ("a numeric", Real),
        ("a uuid", _ => $"'{Guid.NewGuid()}'"),
        ("a timestamptz", r => $"'2020-01-01'::timestamptz + {r.NextInt64(1_000_000_000)} * interval '1 microsecond'"),
        ("a bytea", r => $"'\\x{Bytes(r)}'"),
        ("a boolean, b text collate \"sv-x-icu\"", r => $"{(r.Next(2) == 0 ? "true" : "false")}, {Text(r)}"),
        ("a varchar, b integer", r => $"{Text(r)}, {r.Next(3)}"),
        ("a integer, b text collate \"en-x-icu\", c date", r => $"{r.Next(3)}, {Text(r)}, '2020-01-0{r.Next(1, 9)}'"),
    ];

    [Fact]
    public async Task Key_to_which_case_is_no_difference_is_walked_by_that_measure()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync("""
            create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
            create table t (id text collate caseless primary key, changed integer not null default 0);
            insert into t (id) select chr(97 + i % 26) || upper(chr(97 + i / 26)) from generate_series(0, 600) i on conflict do nothing
            """);

        await Filled.RunAsync(
            database,
            new Backfill("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) },
            new MigrationOptions { MaxBatch = 5 },
            cancellationToken: Stop);

        Assert.Equal(["1|601"], await database.RowsAsync("select changed, count(*) from t group by changed"));
    }
}
