using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;
using Npgsql;

namespace Letta.Migrations.Tests.Running;

/// <summary>Every way in which a database can depart from its revision is printed exactly.</summary>
public sealed class PostgresDriftTests(PostgresEngine engine)
{
    private const int Revision = 16;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("drop index tokens_idx_key", "table \"tokens\"\n  missing  index \"tokens_idx_key\" (key)")]
    [InlineData(
        "create index ix_agents_name on agents (name desc) where name <> ''",
        "table \"agents\"\n  extra    index \"ix_agents_name\" (name desc) where ((name)::text <> ''::text)")]
    [InlineData(
        "alter table tools add column shoe_size numeric(4, 1) not null default 42",
        "table \"tools\"\n  extra    column \"shoe_size\" numeric(4,1) not null default 42")]
    [InlineData("alter table tools drop column description", "table \"tools\"\n  missing  column \"description\" character varying null")]
    [InlineData(
        "alter table tools alter column name type varchar(80)",
        "table \"tools\"\n  changed  column \"name\": expected character varying not null, actual character varying(80) not null")]
    [InlineData(
        "alter table tools alter column name drop not null",
        "table \"tools\"\n  changed  column \"name\": expected character varying not null, actual character varying null")]
    [InlineData(
        "alter table tools alter column is_deleted drop default",
        "table \"tools\"\n  changed  column \"is_deleted\": expected boolean not null default false, actual boolean not null")]
    [InlineData(
        "alter type sandboxtype rename value 'LOCAL' to 'HERE'",
        "changed  enum \"sandboxtype\": expected (E2B, LOCAL), actual (E2B, HERE)")]
    [InlineData(
        "alter type sandboxtype add value 'MODAL'", "changed  enum \"sandboxtype\": expected (E2B, LOCAL), actual (E2B, LOCAL, MODAL)")]
    [InlineData(
        "alter table tools_agents drop constraint unique_agent_tool",
        "table \"tools_agents\"\n  missing  unique constraint \"unique_agent_tool\" (agent_id, tool_id)")]
    [InlineData(
        "alter table tools_agents drop constraint tools_agents_tool_id_fkey; alter table tools_agents add constraint "
            + "tools_agents_tool_id_fkey foreign key (tool_id) references tools (id) on delete set null not valid",
        "table \"tools_agents\"\n  changed  foreign key \"tools_agents_tool_id_fkey\": expected (tool_id) to tools (id) on delete "
            + "cascade, actual (tool_id) to tools (id) on delete set null not valid")]
    [InlineData(
        "alter table tools add constraint long check (length(name) > 3)",
        "table \"tools\"\n  extra    check \"long\" ((length((name)::text) > 3))")]
    [InlineData("create sequence message_seq_id", "extra    sequence \"message_seq_id\" bigint start 1 by 1")]
    [InlineData("create table shoes (size integer)", "extra    table \"shoes\"")]
    public async Task A_difference_is_printed_in_one_line_and_nothing_is_recorded(string drift, string printed)
    {
        await using var database = await GoldenDatabase.CreateAsync(engine, Revision);
        await database.ExecuteAsync(drift);

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner().AdoptAsync(cancellationToken: Stop));

        Assert.Equal(
            $"{database.Target} is at d05669b60ebe by \"alembic_version\", but its schema departs from that revision in 1 place.",
            error.What);
        Assert.Equal(
            printed
                + "\nFix them and run the same command again; or, if you know them to be harmless, accept them: letta-migrate adopt "
                + "--accept-drift",
            error.Next);
        Assert.Empty(await database.RowsAsync("select relname from pg_class where relname in ('VersionInfo', 'letta_migration_ledger')"));
    }

    [Fact]
    public async Task An_index_whose_build_was_interrupted_is_a_difference()
    {
        await using var database = await GoldenDatabase.CreateAsync(engine, Revision);
        await database.ExecuteAsync("update pg_index set indisvalid = false where indexrelid = 'tokens_idx_key'::regclass");

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner().AdoptAsync(cancellationToken: Stop));

        Assert.StartsWith(
            "table \"tokens\"\n  changed  index \"tokens_idx_key\": expected (key), actual (key), invalid\n",
            error.Next,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_a_schema_of_its_own_is_the_same_one()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.ExecuteAsync(
            $"create schema letta; set search_path to letta, public; create extension vector schema "
                + $"public; {GoldenDatabase.Script(GoldenHistory.Revisions[Revision - 1])}");

        var result = await new PostgresTestDatabase(
            new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { SearchPath = "letta" })
            .Runner().AdoptAsync(cancellationToken: Stop);

        Assert.Equal("d05669b60ebe", result.To!.Id);
    }

    [Fact]
    public async Task A_role_that_may_not_even_create_temporary_tables_is_shown_what_to_grant_or_adopts_without_comparing()
    {
        await using var database = (PostgresTestDatabase)await GoldenDatabase.CreateAsync(engine, Revision);
        var role = $"adopter_{database.Settings.Database}";
        await database.ExecuteAsync(
            $"""
            create role {role} login password 'adopter'; grant usage, create on schema public to {role};
            grant select, insert, delete on alembic_version to {role};
            revoke temporary on database {database.Settings.Database} from public
            """);
        var limited = new PostgresTestDatabase(
            new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Username = role, Password = "adopter" });

        var error = await Assert.ThrowsAsync<PrerequisiteMissingException>(() => limited.Runner().AdoptAsync(cancellationToken: Stop));
        var result = await limited.Runner().AdoptAsync(acceptDrift: true, cancellationToken: Stop);

        Assert.Equal(
            $"The role \"{role}\" may not create temporary tables in {limited.Target}, and to compare needs some, which are rolled back.",
            error.What);
        Assert.Equal(
            $"""
            An administrator runs: GRANT TEMPORARY ON DATABASE "{limited.Settings.Database}" TO "{role}";
            Or, if you know the schema to be right, adopt it without comparing: letta-migrate adopt --accept-drift
            """,
            error.Next);
        Assert.Equal("d05669b60ebe", result.To!.Id);
        Assert.Equal(
            [$"not compared: {error.What}"], await database.RowsAsync("select name from letta_migration_ledger where direction = 'drift'"));
        await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
    }
}
