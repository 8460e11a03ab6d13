using FluentMigrator.Runner;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Stock;

public sealed class PostgresStockHistoryTests(PostgresEngine engine) : StockHistorySpec(engine)
{
    public static TheoryData<string> Processors => ["Postgres", "Postgres10_0", "Postgres15_0"];

    private protected override string Engine => "postgres";

    private protected override string HasVersionInfo => """select count(*) from pg_class where relname = 'VersionInfo'""";

    [Theory]
    [MemberData(nameof(Processors))]
    public Task History_makes_what_its_own_runner_makes(string processor) => Makes_what_its_own_runner_makes(processor);

    [Theory]
    [MemberData(nameof(Processors))]
    public Task History_goes_on_where_its_own_runner_was_and_is_found_at_head_by_it(string processor)
        => Goes_on_where_its_own_runner_was_and_is_found_at_head_by_it(processor);

    [Fact]
    public Task History_goes_all_the_way_back() => Goes_all_the_way_back("Postgres");

    [Fact]
    public Task History_uses_its_version_table_tags_services_and_scripts() => Uses_its_version_table_tags_services_and_scripts("Postgres");

    [Fact]
    public Task Migration_says_that_it_only_goes_forward() => Says_that_it_only_goes_forward("Postgres");

    [Fact]
    public Task Each_step_of_a_migration_that_asks_what_there_is_is_carried_out()
        => Carries_out_each_step_of_a_migration_that_asks_what_there_is("Postgres");

    [Fact]
    public Task Migration_that_asks_what_there_is_goes_on_where_it_failed()
        => Goes_on_in_a_migration_that_asks_what_there_is("Postgres");

    [Fact]
    public Task Maintenance_and_profiles_are_refused() => Refuses_what_would_be_left_out("Postgres");

    private protected override string Address(TestDatabase database) => ((PostgresTestDatabase)database).Uri;

    private protected override string ConnectionString(TestDatabase database) => ((PostgresTestDatabase)database).Settings.ConnectionString;

    private protected override Action<IMigrationRunnerBuilder> Processor(string name) => runner => _ = name switch
    {
        "Postgres" => runner.AddPostgres(),
        "Postgres10_0" => runner.AddPostgres10_0(),
        _ => runner.AddPostgres15_0(),
    };
}
