using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Testing;

/// <summary>A new SQLite file for each test.</summary>
public sealed class SqliteDatabases : MigrationDatabases
{
    /// <inheritdoc />
    public override Task<MigrationDatabase> CreateAsync(CancellationToken cancellationToken = default)
        => Task.FromResult<MigrationDatabase>(new SqliteDatabase(Directory.CreateTempSubdirectory("migrations-").FullName));

    private sealed class SqliteDatabase(string folder) : MigrationDatabase
    {
        private readonly string _file = Path.Combine(folder, "test.db");

        public override string Address => _file;

        public override ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        protected override DbConnection CreateConnection()
            => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ConnectionString);
    }
}
