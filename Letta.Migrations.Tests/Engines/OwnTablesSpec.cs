using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines;

/// <summary>The list of our own tables against what is really made, and against the pages and scripts that repeat it.</summary>
public abstract class OwnTablesSpec(TestEngine engine)
{
    protected abstract string Tables { get; }

    [Fact]
    public async Task List_names_exactly_the_tables_that_an_upgrade_makes_beside_those_of_the_revisions()
    {
        await using var database = await engine.CreateAsync();

        await database.Runner(TestHistory.Named("filling-due")).UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            LettaNames.Tables.All.Order(StringComparer.Ordinal),
            (await database.RowsAsync(Tables)).Where(t => t != "items").Order(StringComparer.Ordinal));
    }
}

public sealed class PostgresOwnTablesTests(PostgresEngine engine) : OwnTablesSpec(engine)
{
    private readonly PostgresEngine _engine = engine;

    protected override string Tables
        => "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')";

    /// <summary>Else what a backfill records would make every later revision of an empty database look for rows in all tables.</summary>
    [Fact]
    public async Task Rows_of_our_own_tables_are_no_rows_of_the_applications()
    {
        await using var database = await _engine.CreateAsync();
        var history = TestHistory.Named("filling-due");
        await database.Runner(history).UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);
        await database.ExecuteAsync("""
            insert into letta_migration_step values (1, 'up', 0, 1);
            insert into letta_migration_backfill_range (name, number, rows_done, rows_passed) values ('double_items', 1, 0, 0);
            insert into letta_migration_backfill_row values ('double_items', '["1"]', '23505', 1)
            """);
        await using var connection = await database.OpenAsync();

        var empty = new EmptyTables(Scalar, "public", LettaNames.Tables).Ask();
        await database.ExecuteAsync("insert into items (id, value) values (1, 1)");
        var filled = new EmptyTables(Scalar, "public", LettaNames.Tables).Ask();

        Assert.True(empty);
        Assert.False(filled);

        object? Scalar(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar();
        }
    }
}

public sealed class SqliteOwnTablesTests(SqliteEngine engine) : OwnTablesSpec(engine)
{
    protected override string Tables => "select name from sqlite_master where type = 'table' and name not like 'sqlite%'";
}

public sealed class OwnTablesPageTests
{
    [Fact]
    public void Page_says_of_each_what_it_holds()
        => Assert.All(
            LettaNames.Tables.All,
            table => Assert.Contains($"\n| `{table}` | ", Repository.Read("docs/architecture.md"), StringComparison.Ordinal));
}
