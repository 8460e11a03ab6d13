using Letta.Migrations.Running;
using Letta.Migrations.Tests.Backfills;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>Revisions 123, 125 and 137 on rows as Letta wrote them: what is encrypted, and that each decrypts to its plaintext.</summary>
public abstract class McpEncryptionSpec(TestEngine engine) : DataSpec(engine, "d06594144ef3")
{
    private const string Key = "grüße-key-123";

    private const string Servers = """
        insert into mcp_server (id, server_name, server_type, token, custom_headers, organization_id) values
            ('server-1', 'a', 'sse', 'bearer 🌍', '{"X-Key": "ü\ud83c","n":1.0,"X-Key":"last/"}', 'org-1'),
            ('server-2', 'b', 'sse', '', 'null', 'org-1'),
            ('server-3', 'c', 'sse', ' ', '{ }', 'org-1'),
            ('server-4', 'd', 'sse', null, null, 'org-1'),
            ('server-5', 'e', 'sse', null, '[]', 'org-1'),
            ('server-6', 'f', 'sse', null, '""', 'org-1'),
            ('server-7', 'g', 'sse', null, '{"deep": [{"a": null}, true, 12345678901234567890]}', 'org-1')
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_are_encrypted_with_their_headers_as_python_writes_them()
    {
        await using var database = await McpAsync(Servers);

        await UpAsync(database, Key);

        await AssertServersAsync(database);
    }

    [Fact]
    public async Task All_sessions_of_2100_are_encrypted_and_each_decrypts_to_its_plaintext()
    {
        await using var database = await McpAsync(Sessions(2100));

        await UpAsync(database, Key);

        var rows = await database.RowsAsync(
            "select access_token, access_token_enc, refresh_token, refresh_token_enc, client_secret, client_secret_enc from mcp_oauth");
        Assert.Equal(2100, rows.Count);
        Assert.All(rows.Select(r => r.Split('|')), r => Assert.Equal(
            (r[0], r[2], "null"),
            (LettaSecret.Decrypt(r[1], Key), r[3] == "null" ? "null" : LettaSecret.Decrypt(r[3], Key), r[5])));
        Assert.Equal(2100, rows.Select(r => LettaSecret.Iv(r.Split('|')[1])).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_second_revision_changes_nothing_and_takes_what_came_since()
    {
        await using var database = await McpAsync(Sessions(3));
        await UpAsync(database, Key);
        var before = await database.RowsAsync("select * from mcp_oauth order by id");
        await database.ExecuteAsync(Session("'late'", "'came late'", "null", "from organizations where id = 'org-1'"));

        await database.Runner(options: With(Key)).UpgradeAsync("eff256d296cb", cancellationToken: Stop);

        Assert.Equal(before, await database.RowsAsync("select * from mcp_oauth where id <> 'late' order by id"));
        Assert.Equal(
            "came late",
            LettaSecret.Decrypt((await database.ScalarAsync<string>("select access_token_enc from mcp_oauth where id = 'late'"))!, Key));
    }

    [Fact]
    public async Task Without_a_key_the_rows_wait_to_head_and_are_finished_there()
    {
        await using var database = await McpAsync(Servers, Sessions(1200), """
            insert into providers (id, name, api_key, organization_id, provider_type, provider_category, access_key) values
                ('provider-1', 'one', 'sk-1', 'org-1', 'openai', 'base', ''), ('provider-2', 'two', '', 'org-1', 'bedrock', 'byok', 'ß')
            """);

        var result = await database.Runner(options: new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop);
        var done = await database.Runner(options: With(Key)).BackfillAsync(cancellationToken: Stop);

        Assert.Equal(
            [("encrypt_mcp_oauth", 1200L), ("encrypt_mcp_server", 3L), ("encrypt_providers", 2L)],
            result.Due.Select(d => (d.Name, d.Waiting)));
        Assert.Equal(result.Due.Select(d => (d.Name, d.Waiting)), done.Done.Select(d => (d.Name, d.Rows)));
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from mcp_oauth where access_token_enc is null"));
        await AssertServersAsync(database);
        Assert.Equal(
            ["sk-1|null", "null|ß"],
            (await database.RowsAsync("select api_key_enc, access_key_enc from providers order by id")).Select(Decrypted));
    }

    [Fact]
    public async Task Variables_of_sandboxes_are_encrypted_and_those_of_agents_when_asked()
    {
        await using var database = await McpAsync();
        await database.Runner(options: With(Key)).UpgradeAsync("066857381578", cancellationToken: Stop);
        await database.ExecuteAsync("""
            insert into agents (id, organization_id, message_buffer_autoclear) values ('agent-1', 'org-1', false);
            insert into agent_environment_variables (id, key, value, agent_id, organization_id) values ('a', 'A', 'for agents', 'agent-1', 'org-1');
            insert into sandbox_configs (id, type, config, organization_id) values ('sandbox-1', 'LOCAL', '{}', 'org-1');
            insert into sandbox_environment_variables (id, key, value, sandbox_config_id, organization_id) values ('s', 'S', 'for sandboxes', 'sandbox-1', 'org-1')
            """);
        await database.ExecuteAsync(Sessions(2));
        await database.ExecuteAsync("update mcp_oauth set authorization_code = 'code ' || id");

        await UpAsync(database, Key);
        var before = await database.ScalarAsync<string>("select value_enc from agent_environment_variables");
        var done = await database.Runner(options: With(Key)).BackfillAsync("encrypt_agent_environment_variables", cancellationToken: Stop);

        Assert.Null(before);
        Assert.Equal([("encrypt_agent_environment_variables", 1L)], done.Done.Select(d => (d.Name, d.Rows)));
        Assert.Equal(
            "for agents",
            LettaSecret.Decrypt((await database.ScalarAsync<string>("select value_enc from agent_environment_variables"))!, Key));
        Assert.Equal(
            "for sandboxes",
            LettaSecret.Decrypt((await database.ScalarAsync<string>("select value_enc from sandbox_environment_variables"))!, Key));
        Assert.Equal(
            ["code session-1", "code session-2"],
            (await database.RowsAsync("select authorization_code_enc from mcp_oauth order by id")).Select(Decrypted));
    }

    private static MigrationOptions With(string key) => new() { EncryptionKey = new EncryptionKey(key), AcceptLoss = true };

    private static Task<MigrationResult> UpAsync(TestDatabase database, string key)
        => database.Runner(options: With(key)).UpgradeAsync("+1", cancellationToken: Stop);

    private Task<TestDatabase> McpAsync(params string[] rows)
        => BeforeAsync(
            [
                "insert into organizations (id, name, privileged_tools) values ('org-1', 'One', false)",
                "insert into users (id, name, organization_id) values ('user-1', 'Ann', 'org-1')",
                .. rows
            ]);

    private static string Sessions(int count) => $"""
        with recursive n(i) as (select 1 union all select i + 1 from n where i < {count})
        {Session("'session-' || i", "'token – ' || i", "case when i % 2 = 0 then 'refresh ' || i end", "from n")}
        """;

    private static string Session(string id, string access, string refresh, string from) => $"""
        insert into mcp_oauth (id, state, server_url, server_name, access_token, refresh_token, client_secret, token_type, status, user_id, organization_id, created_at, updated_at)
        select {id}, {id}, 'https://example.com', 'server', {access}, {refresh}, '', 'Bearer', 'authorized', 'user-1', 'org-1', '2025-01-01', '2025-01-01' {from}
        """;

    private static async Task AssertServersAsync(TestDatabase database)
        => Assert.Equal(
            [
                """server-1|bearer 🌍|{"X-Key": "last/", "n": 1.0}""",
                "server-2|null|null",
                "server-3| |null",
                "server-4|null|null",
                "server-5|null|null",
                "server-6|null|null", """server-7|null|{"deep": [{"a": null}, true, 12345678901234567890]}""",
            ],
            (await database.RowsAsync("select id, token_enc, custom_headers_enc from mcp_server order by id")).Select(
                r => $"{r.Split('|')[0]}|{Decrypted(r[(r.IndexOf('|', StringComparison.Ordinal) + 1)..])}"));

    private static string Decrypted(string row)
        => string.Join('|', row.Split('|').Select(value => value == "null" ? value : LettaSecret.Decrypt(value, Key)));
}

public sealed class SqliteMcpEncryptionTests(SqliteEngine engine) : McpEncryptionSpec(engine);

public sealed class PostgresMcpEncryptionTests(PostgresEngine engine) : McpEncryptionSpec(engine);
