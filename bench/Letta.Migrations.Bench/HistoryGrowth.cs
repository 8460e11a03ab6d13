using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Running;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Letta.Migrations.Bench;

/// <summary>
/// How the time to apply a history of small revisions grows with its length, beside the SQL that they send, alone in one transaction.
/// </summary>
internal static class HistoryGrowth
{
    private const long FirstVersion = 20310101000000;
    private static readonly string[] Bookkeeping = ["VersionInfo", "migration_"];

    public static async Task<int> ExecuteAsync(string engine, IReadOnlyList<int> lengths)
    {
        Console.WriteLine($"small revisions on {engine}; {Environment.ProcessorCount} cores");
        Console.WriteLine("  revisions   empty to head   one by one   statements   the same SQL alone   ratios");
        foreach (var length in lengths)
            await MeasureAsync(engine, length);
        return 0;
    }

    private static async Task MeasureAsync(string engine, int length)
    {
        var revisions = RevisionSet.Create([.. Enumerable.Range(1, length).Select(Describe)]);
        var statements = new List<string>();
        var filled = await InAsync(engine, target => TimeAsync(() => Runner(target, revisions, statements).UpgradeAsync()));
        var stepwise = await InAsync(engine, async target =>
        {
            await Runner(target, revisions, sent: null).UpgradeAsync("+1");
            return await TimeAsync(() => Runner(target, revisions, sent: null).UpgradeAsync());
        });
        var alone = await InAsync(engine, target => TimeAsync(() => PlayAsync(target, statements)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {length,9}   {filled,11:0.00} s   {stepwise,8:0.00} s   {statements.Count,10}   {alone,16:0.00} s   {filled / alone:0.0}, "
                + $"{stepwise / alone:0.0}"));
    }

    private static async Task<double> InAsync(string engine, Func<DatabaseTarget, Task<double>> measure)
    {
        if (engine == "postgres")
        {
            await using var server = await PostgresServer.StartAsync(connection: null);
            return await measure(server.Target);
        }

        var folder = Directory.CreateTempSubdirectory("letta-bench-").FullName;
        try
        {
            return await measure(new SqliteTarget(Path.Combine(folder, "growth.db")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static MigrationRunner Runner(DatabaseTarget target, RevisionSet revisions, List<string>? sent)
        => new(target, new MigrationOptions(), NullLogger<MigrationRunner>.Instance, TimeProvider.System, revisions)
        {
            Observer = sent is null
                ? null
                : (sql, done) =>
                {
                    if (done && sql != "COMMIT" && !Bookkeeping.Any(table => sql.Contains(table, StringComparison.Ordinal)))
                        sent.Add(sql);
                },
        };

    private static async Task PlayAsync(DatabaseTarget target, IReadOnlyList<string> statements)
    {
        await using var connection = Connection(target);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var sql in statements)
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, transaction, 0);
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private static DbConnection Connection(DatabaseTarget target) => target switch
    {
        SqliteTarget file => new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file.Path, Pooling = false, ForeignKeys = false }.ConnectionString),
        PostgresTarget server => new NpgsqlConnection(server.Settings().ConnectionString),
        _ => throw new NotSupportedException(),
    };

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static RevisionInfo Describe(int number) => new(number, FirstVersion + number, null, $"small change {number}")
    {
        Type = typeof(SmallChange),
        Create = () => new SmallChange(number),
    };

    /// <summary>By turns a table that refers to the one before, a column, an index, and a row.</summary>
    private sealed class SmallChange(int number) : Revision
    {
        private string Table => $"table_{(number - 1) / 4}";

        public override void Up()
        {
            switch ((number - 1) % 4)
            {
                case 0:
                    Create.Table(Table)
                        .WithColumn("id").AsInt64().NotNullable().PrimaryKey($"{Table}_pkey")
                        .WithColumn("name").AsText().NotNullable()
                        .WithColumn("parent_id").AsInt64().Nullable();
                    if (number > 1)
                        ForeignKey($"{Table}_parent_id_fkey", Table, "parent_id", $"table_{((number - 1) / 4) - 1}");
                    break;
                case 1:
                    Alter.Table(Table).AddColumn("note").AsText().Nullable();
                    break;
                case 2:
                    Create.Index($"ix_{Table}_name").OnTable(Table).OnColumn("name");
                    break;
                default:
                    Insert.IntoTable(Table).Row(new { id = 1, name = "first" });
                    break;
            }
        }

        public override void Down()
        {
        }
    }
}
