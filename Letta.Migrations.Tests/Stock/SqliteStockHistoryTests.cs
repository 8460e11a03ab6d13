using FluentMigrator.Runner;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Stock;

public sealed class SqliteStockHistoryTests(SqliteEngine engine) : StockHistorySpec(engine)
{
    private protected override string Engine => "sqlite";

    private protected override string HasVersionInfo => "select count(*) from sqlite_schema where name = 'VersionInfo'";

    [Theory]
    [InlineData("SQLite")]
    [InlineData("SQLite, GUIDs as bytes")]
    public Task History_makes_what_its_own_runner_makes(string processor) => Makes_what_its_own_runner_makes(processor);

    [Fact]
    public Task History_goes_on_where_its_own_runner_was_and_is_found_at_head_by_it()
        => Goes_on_where_its_own_runner_was_and_is_found_at_head_by_it("SQLite");

    [Fact]
    public Task History_goes_all_the_way_back() => Goes_all_the_way_back("SQLite");

    [Fact]
    public Task History_uses_its_version_table_tags_services_and_scripts() => Uses_its_version_table_tags_services_and_scripts("SQLite");

    [Fact]
    public Task Migration_says_that_it_only_goes_forward() => Says_that_it_only_goes_forward("SQLite");

    [Fact]
    public Task Each_step_of_a_migration_that_asks_what_there_is_is_carried_out()
        => Carries_out_each_step_of_a_migration_that_asks_what_there_is("SQLite");

    [Fact]
    public Task Migration_that_asks_what_there_is_goes_on_where_it_failed()
        => Goes_on_in_a_migration_that_asks_what_there_is("SQLite");

    [Fact]
    public Task Maintenance_and_profiles_are_refused() => Refuses_what_would_be_left_out("SQLite");

    private protected override string Address(TestDatabase database) => ((SqliteTestDatabase)database).Path;

    private protected override string ConnectionString(TestDatabase database)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Address(database))!);
        return $"Data Source={Address(database)};Pooling=False";
    }

    private protected override Action<IMigrationRunnerBuilder> Processor(string name)
        => runner => runner.AddSQLite(binaryGuid: name.EndsWith("bytes", StringComparison.Ordinal));
}
