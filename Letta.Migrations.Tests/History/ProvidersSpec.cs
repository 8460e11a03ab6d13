using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ProvidersSpec(TestEngine engine) : DataSpec(engine, "2dbb2cf49e07")
{
    private const string Providers
        = "insert into providers (id, name, organization_id) values ('provider-1', 'openai', 'org-1'), ('provider-2', 'openai', 'org-2')";

    [Fact]
    public async Task Down_keeps_a_provider_that_is_everybodys_and_the_column_nullable()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Providers);
        await database.ExecuteAsync("insert into providers (id, name, organization_id) values ('provider-3', 'anthropic', null)");

        await DownAsync(database);

        await AssertRowsAsync(
            database,
            "select id, name, organization_id from providers order by id",
            "provider-1|openai|org-1",
            "provider-2|openai|org-2",
            "provider-3|anthropic|null");
        Assert.True(await IsNullableAsync(database, "providers", "organization_id"));
    }

    [Fact]
    public async Task Down_makes_the_organization_required_again_where_each_provider_has_one()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Providers);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id, organization_id from providers order by id", "provider-1|org-1", "provider-2|org-2");
        Assert.False(await IsNullableAsync(database, "providers", "organization_id"));
    }
}

public sealed class SqliteProvidersTests(SqliteEngine engine) : ProvidersSpec(engine);

public sealed class PostgresProvidersTests(PostgresEngine engine) : ProvidersSpec(engine);
