using System.Data.Common;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Sqlite;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Tests.Fixtures;

public sealed class SqliteTestDatabase : TestDatabase
{
    public SqliteTestDatabase()
    {
        Home = Directory.CreateTempSubdirectory("letta-migrations-").FullName;
        Path = System.IO.Path.Combine(Home, ".letta", "sqlite.db");
        Target = new SqliteTarget(Path, LettaMigrations.Product);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = Home };
    }

    /// <summary>An empty home directory; the database is where a process with this home looks for it.</summary>
    public string Home { get; }

    public string Path { get; }

    public override DatabaseTarget Target { get; }

    public override IReadOnlyDictionary<string, string> Environment { get; }

    public override async Task<DbConnection> OpenAsync()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Home, recursive: true);
        return ValueTask.CompletedTask;
    }
}
