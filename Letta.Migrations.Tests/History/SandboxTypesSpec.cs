using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class SandboxTypesSpec(TestEngine engine) : DataSpec(engine, "4c6c9ef0387d")
{
    private const string Sandboxes = """
        insert into sandbox_configs (id, type, config, organization_id) values ('sandbox-1', 'E2B', '{}', 'org-1'), ('sandbox-2', 'LOCAL', '{}', 'org-1')
        """;

    private const string Types = "select id, cast(type as text) from sandbox_configs order by id";

    [Fact]
    public async Task Sandboxes_keep_their_type_both_ways()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Sandboxes);
        await AssertRowsAsync(database, Types, "sandbox-1|E2B", "sandbox-2|LOCAL");

        await DownAsync(database);

        await AssertRowsAsync(database, Types, "sandbox-1|E2B", "sandbox-2|LOCAL");
    }

    [Fact]
    public async Task Modal_sandboxes_are_refused_on_the_way_down()
    {
        await using var database
            = await AfterAsync(RowsOf2025.Organizations, Sandboxes, "delete from sandbox_configs where id = 'sandbox-2'");
        await database.ExecuteAsync("""
            insert into sandbox_configs (id, type, config, organization_id) values ('sandbox-3', 'MODAL', '{}', 'org-1'), ('sandbox-4', 'MODAL', '{}', 'org-2')
            """);

        var refusal = await Assert.ThrowsAsync<NeedsHumanException>(() => DownAsync(database));

        Assert.Equal(
            """2 rows of "sandbox_configs" must not be of the type MODAL, which is taken away: sandbox-3, sandbox-4.""", refusal.What);
        Assert.Equal(
            """
            see them   select id from sandbox_configs where type = 'MODAL' order by id
            then       delete them, or give each another type with a config that fits it, and run the same command again
            """,
            refusal.Next,
            ignoreLineEndingDifferences: true);
        await AssertRowsAsync(database, Types, "sandbox-1|E2B", "sandbox-3|MODAL", "sandbox-4|MODAL");

        await database.ExecuteAsync("delete from sandbox_configs where type = 'MODAL'");
        await DownAsync(database);

        await AssertRowsAsync(database, Types, "sandbox-1|E2B");
    }
}

public sealed class SqliteSandboxTypesTests(SqliteEngine engine) : SandboxTypesSpec(engine);

public sealed class PostgresSandboxTypesTests(PostgresEngine engine) : SandboxTypesSpec(engine);
