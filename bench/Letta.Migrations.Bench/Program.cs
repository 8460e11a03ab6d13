using System.Globalization;
using Letta.Migrations.Bench;

const string Usage = """
    A filled database goes from revision 120 to head; and backfills beside what they are measured by.

    letta-bench online  [--messages 1000000] [--connection URI]   Postgres, while a client reads and writes; without URI in a container
    letta-bench offline [--messages 1000000] [--connection FILE]  SQLite, alone; without FILE in a temporary one
    letta-bench backfill [--rows 1000000] [--connection URI]      Postgres: a column, processes that share it, memory, encryption
    letta-bench growth  [--engine sqlite] [--lengths 200,1000,2000,6000]  histories of that many small revisions; or --engine postgres
    letta-bench history FOLDER    [--connection URI]              writes what an upgrade of an empty database sends as SQL files for dbmate

    The database that is named must be empty.
    """;

var options
    = args.Skip(args.FirstOrDefault() == "history" ? 2 : 1).Chunk(2)
        .ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.Ordinal);
var size = FillSize.Create(int.Parse(options.GetValueOrDefault("--messages", "1000000"), CultureInfo.InvariantCulture));
var connection = options.GetValueOrDefault("--connection");
switch (args.FirstOrDefault())
{
    case "online":
        return await OnlineRun.ExecuteAsync(connection, size);
    case "offline":
        return await OfflineRun.ExecuteAsync(connection, size);
    case "backfill":
        return await BackfillFigures.ExecuteAsync(
            connection, int.Parse(options.GetValueOrDefault("--rows", "1000000"), CultureInfo.InvariantCulture));
    case "work":
        return await BackfillFigures.WorkAsync(connection!, options["--history"]);
    case "growth":
        return await HistoryGrowth.ExecuteAsync(
            options.GetValueOrDefault("--engine", "sqlite"),
            [
                .. options.GetValueOrDefault("--lengths", "200,1000,2000,6000").Split(',')
                    .Select(length => int.Parse(length, CultureInfo.InvariantCulture))
            ]);
    case "history" when args.Length > 1:
        return await HistoryFiles.WriteAsync(connection, args[1]);
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
