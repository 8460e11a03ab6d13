using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ProviderNamesSpec(TestEngine engine) : DataSpec(engine, "373dabcba6cf")
{
    private const string Providers = """
        insert into providers (id, name, organization_id, api_key) values
            ('provider-1', 'openai', 'org-1', 'k'), ('provider-2', 'openai', 'org-2', null), ('provider-3', 'OpenAI', 'org-1', null)
        """;

    [Fact]
    public async Task Providers_of_one_name_stay_in_different_organizations()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Providers);

        await AssertRowsAsync(
            database, "select id, name, api_key, provider_type, base_url from providers order by id",
            "provider-1|openai|k|null|null", "provider-2|openai|null|null|null", "provider-3|OpenAI|null|null|null");
    }

    [Fact]
    public async Task Providers_of_one_name_in_an_organization_are_refused_even_if_deleted()
    {
        await using var database = await BeforeAsync(
            RowsOf2025.Organizations,
            Providers,
            "insert into providers (id, name, organization_id, is_deleted) values ('provider-4', 'openai', 'org-1', true)");

        var refusal = await AssertRefusedAsync(
            database,
            "providers",
            """2 rows of "providers" must not have the "name" and "organization_id" of another: provider-1, provider-4.""");

        Assert.Contains(
            "change or delete all but one of each; rows that are marked as deleted count too, and run the same command again",
            refusal.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_keeps_the_providers()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Providers);

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, api_key from providers order by id", "provider-1|k", "provider-2|null", "provider-3|null");
    }
}

public sealed class SqliteProviderNamesTests(SqliteEngine engine) : ProviderNamesSpec(engine);

public sealed class PostgresProviderNamesTests(PostgresEngine engine) : ProviderNamesSpec(engine);
