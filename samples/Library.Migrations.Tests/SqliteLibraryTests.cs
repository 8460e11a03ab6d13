using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Library.Migrations.Tests;

public sealed class SqliteLibraryTests : LibrarySpec
{
    private string File => Path.Combine(Directory, "library.db");

    protected override string Address => $"sqlite:///{File}";

    protected override string Tables => "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={File};Pooling=False");
}
