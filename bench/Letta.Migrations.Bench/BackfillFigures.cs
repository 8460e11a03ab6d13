using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Letta.Migrations.Encryption;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Product;
using Letta.Migrations.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Letta.Migrations.Bench;

/// <summary>Backfills on Postgres beside what they are measured by, in one run, as ratios.</summary>
internal static class BackfillFigures
{
    private const int Rounds = 3;

    private const string RowsScanned = """
        select coalesce(sum(b.rows_passed + coalesce((select sum(r.rows_passed) from letta_migration_backfill_range r where r.name = b.name), 0)), 0)::bigint
        from letta_migration_backfill b where b.state <> 'done'
        """;

    public static async Task<int> ExecuteAsync(string? address, int rows)
    {
        await using var server = await PostgresServer.StartAsync(address);
        await using var connection = await server.OpenAsync();
        await Runner(server, BackfillHistory.Column).UpgradeAsync("+1");
        await ColumnAsync(server, connection, rows);
        await SharedAsync(server, connection, rows);
        await MemoryAsync(server, connection, rows);
        await EncryptionAsync(server, connection, 2_000);
        return 0;
    }

    /// <summary>Works on the backfill that is due, as one of several processes, and tells the most memory that it had.</summary>
    public static async Task<int> WorkAsync(string address, string history)
    {
        await using var server = await PostgresServer.StartAsync(address);
        var runner = Runner(server, Named(history));
        await WarmUpAsync(server, Named(history));
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        var result = await runner.BackfillAsync();
        var peak = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]
            : (Process.GetCurrentProcess().PeakWorkingSet64 / 1024).ToString();
        Console.WriteLine($"{result.Done.Sum(d => d.Rows)} {peak}");
        return 0;
    }

    /// <summary>
    /// The same on few rows in a schema of its own: what is compiled at its first use is compiled then, as it is in the executable that is
    /// shipped.
    /// </summary>
    private static async Task WarmUpAsync(PostgresServer server, RevisionSet history)
    {
        var schema = $"warm_{Environment.ProcessId}";
        await using var connection = await server.OpenAsync();
        await RunAsync(connection, $"create schema {schema}");
        var runner = Runner(new PostgresTarget(server.ConnectionString, schema: schema), history);
        await runner.UpgradeAsync("+1");
        await RunAsync(connection, $"insert into {schema}.items (id, value, note) select i, i, 'note' from generate_series(1, 20000) i");
        await runner.UpgradeAsync();
        await runner.BackfillAsync();
        await RunAsync(connection, $"drop schema {schema} cascade");
    }

    private static async Task ColumnAsync(PostgresServer server, NpgsqlConnection connection, int rows)
    {
        List<double> single = [], batches = [];
        for (var round = 0; round < Rounds; round++)
        {
            await RefillAsync(connection, rows);
            var begin = Stopwatch.GetTimestamp();
            await RunAsync(connection, "update items set doubled = value * 2");
            single.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);

            await RefillAsync(connection, rows);
            await DueAsync(server, BackfillHistory.Column);
            begin = Stopwatch.GetTimestamp();
            await Runner(server, BackfillHistory.Column).BackfillAsync();
            batches.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
            await CheckAsync(connection, "doubled = value * 2", rows);
        }

        Console.WriteLine(
            $"a column of {rows} rows: one UPDATE {Median(single):0.0} s, backfill {Median(batches):0.0} s, "
                + $"ratio {Median(batches) / Median(single):0.00} (medians of {Rounds})");

        await RefillAsync(connection, rows);
        await DueAsync(server, BackfillHistory.Column);
        using var client = new ItemClient(server.ConnectionString, rows);
        client.Start();
        await Runner(server, BackfillHistory.Column).BackfillAsync();
        client.Stop();
        Figures.Waits("    writes of single rows meanwhile", client.Waits);
        await CheckAsync(connection, "doubled = value * 2", rows);
    }

    /// <summary>
    /// One process, four, and four of which one is killed when a quarter is done, each at the start line before the clock runs. Once what
    /// is cheap, so that the server's log and disk are what is waited for; once what costs a processor something.
    /// </summary>
    private static async Task SharedAsync(PostgresServer server, NpgsqlConnection connection, int rows)
    {
        foreach (var (history, condition, what) in ((string, string, string)[])[
            ("column", "doubled = value * 2", "a cheap column"), ("costly", "length(made) = 64", "a costly one")
        ])
        {
            List<double> one = [], four = [], killed = [];
            for (var round = 0; round < Rounds; round++)
            {
                one.Add(await ShareAsync(1, kill: false));
                four.Add(await ShareAsync(4, kill: false));
                killed.Add(await ShareAsync(4, kill: true));
            }

            Console.WriteLine(
                $"{what} by processes: one {Median(one):0.0} s, four {Median(four):0.0} s, ratio {Median(four) / Median(one):0.00}; "
                + $"four, one of them killed, {Median(killed):0.0} s, ratio {Median(killed) / Median(one):0.00} (medians of {Rounds})");

            async Task<double> ShareAsync(int processes, bool kill)
            {
                await RefillAsync(connection, rows);
                await DueAsync(server, Named(history));
                await using var workers = await Workers.StartAsync(server.ConnectionString, history, processes);
                var begin = Stopwatch.GetTimestamp();
                workers.Go();
                if (kill)
                {
                    while (await Figures.CountAsync(connection, RowsScanned) < rows / 4)
                        await Task.Delay(10);
                    workers.KillOne();
                }

                await workers.EndAsync();
                var took = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                await CheckAsync(connection, condition, rows);
                return took;
            }
        }
    }

    private static RevisionSet Named(string history) => history switch
    {
        "code" => BackfillHistory.Code,
        "costly" => BackfillHistory.Costly,
        _ => BackfillHistory.Column,
    };

    private static async Task MemoryAsync(PostgresServer server, NpgsqlConnection connection, int rows)
    {
        List<double> peaks = [];
        foreach (var some in (int[])[rows / 10, rows, 3 * rows])
        {
            await RefillAsync(connection, some);
            await DueAsync(server, BackfillHistory.Code);
            await using var worker = await Workers.StartAsync(server.ConnectionString, "code", 1);
            worker.Go();
            peaks.Add(long.Parse((await worker.EndAsync())[0].Split(' ')[1]) / 1024.0);
            await CheckAsync(connection, "made = upper(note)", some);
        }

        Console.WriteLine(
            $"a transform in C#, peak memory: {rows / 10} rows {peaks[0]:0} MB, {rows} rows {peaks[1]:0} MB, "
                + $"ratio {peaks[1] / peaks[0]:0.00}, {3 * rows} rows {peaks[2]:0} MB, ratio {peaks[2] / peaks[1]:0.00}");
    }

    private static async Task EncryptionAsync(PostgresServer server, NpgsqlConnection connection, int rows)
    {
        var key = new EncryptionKey("a passphrase");
        var (bare, oneSalt) = (Stopwatch.GetTimestamp(), 0.0);
        Parallel.For(0, rows, i => Seal(LettaCipher.Derive(key, RandomNumberGenerator.GetBytes(LettaCipher.SaltSize)), $"note {i}"));
        var eachSalt = Stopwatch.GetElapsedTime(bare).TotalSeconds;
        bare = Stopwatch.GetTimestamp();
        var derived = LettaCipher.Derive(key, RandomNumberGenerator.GetBytes(LettaCipher.SaltSize));
        Parallel.For(0, rows, i => Seal(derived, $"note {i}"));
        oneSalt = Stopwatch.GetElapsedTime(bare).TotalSeconds;

        await RefillAsync(connection, rows);
        await DueAsync(server, BackfillHistory.Secrets);
        bare = Stopwatch.GetTimestamp();
        await Runner(server, BackfillHistory.Secrets, key).BackfillAsync();
        var backfill = Stopwatch.GetElapsedTime(bare).TotalSeconds;
        await CheckAsync(connection, "made is not null", rows);
        Console.WriteLine(
            $"encryption of {rows} rows, {Environment.ProcessorCount} cores: PBKDF2 and AES alone, a salt for each as Letta does "
                + $"it, {eachSalt:0.00} s; one salt {oneSalt:0.00} s; "
            + $"backfill {backfill:0.00} s, speed {eachSalt / backfill:0.0} times that of the first");
    }

    private static void Seal(byte[] derived, string text)
    {
        using var aes = new AesGcm(derived, LettaCipher.TagSize);
        var plain = Encoding.UTF8.GetBytes(text);
        aes.Encrypt(RandomNumberGenerator.GetBytes(LettaCipher.IvSize), plain, new byte[plain.Length], new byte[LettaCipher.TagSize]);
    }

    private static MigrationRunner Runner(
        PostgresServer server, RevisionSet history, EncryptionKey? key = null) => Runner(server.Target, history, key);

    private static MigrationRunner Runner(DatabaseTarget target, RevisionSet history, EncryptionKey? key = null)
        => new(target, new MigrationOptions { EncryptionKey = key }, NullLogger<MigrationRunner>.Instance, TimeProvider.System, history);

    /// <summary>Takes the revision with the backfill back, and applies it again, so that it is due.</summary>
    private static async Task DueAsync(PostgresServer server, RevisionSet history)
    {
        await Runner(server, history).StampAsync(history.All[0].Id, unverified: true);
        await Runner(server, history).UpgradeAsync();
    }

    private static async Task RefillAsync(NpgsqlConnection connection, int rows)
    {
        await RunAsync(connection, "truncate items");
        await RunAsync(
            connection,
            $"insert into items (id, value, note) select i, i % 1000, 'note ' || i || ' ' || repeat('x', 80) from "
                + $"generate_series(1, {rows}) i");
        await RunAsync(connection, "vacuum analyze items");
        await RunAsync(connection, "checkpoint");
    }

    private static async Task CheckAsync(NpgsqlConnection connection, string condition, int rows)
    {
        var done = await Figures.CountAsync(connection, $"select count(*) from items where {condition}");
        if (done != rows)
            throw new InvalidOperationException($"{done} of {rows} rows are done.");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
