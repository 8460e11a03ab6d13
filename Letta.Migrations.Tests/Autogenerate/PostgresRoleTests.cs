using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;
using Npgsql;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>Roles that may look at a database and hardly anything else.</summary>
public sealed class PostgresRoleTests(PostgresEngine engine)
{
    private const string Head = "1c28e167b74f";
    private const string Quiet = "alter table organizations alter privileged_tools set default true";

    [Fact]
    public async Task Role_that_may_only_read_sees_that_nothing_differs()
    {
        await using var database = await engine.CreateAtAsync(Head);

        var letta = await CheckAsync(await ReaderAsync(database));

        Assert.Equal(new CommandRun(0, "The database is what the model says.\n", ""), letta);
        Assert.Equal(
            0,
            await database.ScalarAsync<int>(
                "select count(*) from pg_class where relname like 'letta_migration_shadow%' or relnamespace::regnamespace::text like "
                    + "'pg_temp%'"));
    }

    /// <summary>
    /// Temporary tables, for which every role may create them unless that is taken from it, show as much as a schema does.
    /// </summary>
    [Fact]
    public async Task Role_that_may_only_read_sees_a_default_that_differs()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await database.ExecuteAsync(Quiet);

        var letta = await CheckAsync(await ReaderAsync(database));

        Assert.StartsWith(
            "organizations  changed column  privileged_tools   expected boolean not null, actual boolean not null default true\n",
            letta.Out,
            StringComparison.Ordinal);
        Assert.Equal(5, letta.Exit);
    }

    [Fact]
    public async Task What_is_made_of_the_model_in_temporary_tables_is_what_is_made_of_it_in_a_schema()
    {
        await using var database = await engine.CreateAtAsync(Head);
        var reader = await ReaderAsync(database);

        Drafting.AssertSame(await database.MadeAsync(Drafting.Model()), await reader.MadeAsync(Drafting.Model()), "in temporary tables");
    }

    [Fact]
    public async Task Role_that_may_not_create_temporary_tables_is_shown_what_was_not_compared()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await database.ExecuteAsync($"{Quiet}; alter table organizations drop column is_deleted");
        var reader = await ReaderAsync(database, temporary: false);

        var letta = await CheckAsync(reader);

        Assert.Equal(
            $"""
            organizations  missing column  is_deleted   boolean not null
            The role "{reader.Settings.Username}" may not create temporary tables in {reader.Target}, and to compare needs some, which are rolled back.
            So defaults, conditions of checks and indexes, indexed expressions and computed columns were not compared.
            1 difference: 1 in the model only. Write a revision with: letta-migrate revision --autogenerate -m "…" (exit 5)

            """,
            letta.Out);
        Assert.Equal(5, letta.Exit);
    }

    [Fact]
    public async Task Role_that_may_not_create_temporary_tables_finds_no_difference_where_there_is_none()
    {
        await using var database = await engine.CreateAtAsync(Head);

        var letta = await CheckAsync(await ReaderAsync(database, temporary: false));

        Assert.Equal(0, letta.Exit);
        Assert.EndsWith("were not compared.\nThe database is what the model says.\n", letta.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revision_is_not_drafted_where_it_cannot_be_tried_out()
    {
        await using var database = await engine.CreateAtAsync(Head);
        var reader = await ReaderAsync(database, temporary: false);
        using var library = new EmptyLibrary();

        var letta = await InProcess.RunAsync(
            reader,
            LettaMigrations.Revisions,
            Drafting.OrmToTheLetter,
            "revision",
            "--autogenerate",
            "-m",
            "catch up",
            "--into",
            library.Path);

        Assert.Equal(6, letta.Exit);
        Assert.StartsWith(
            $"""
            The role "{reader.Settings.Username}" may not create temporary tables in {reader.Target}, and to compare needs some, which are rolled back.
              An administrator runs: GRANT TEMPORARY ON DATABASE "{reader.Settings.Database}" TO "{reader.Settings.Username}";

            """,
            letta.Error,
            StringComparison.Ordinal);
        Assert.Empty(library.Revisions);
        await database.ExecuteAsync($"grant temporary on database \"{reader.Settings.Database}\" to \"{reader.Settings.Username}\"");
        Assert.Equal(5, (await CheckAsync(reader, Drafting.OrmToTheLetter)).Exit);
    }

    [Fact]
    public async Task Read_only_database_is_compared_as_far_as_it_can_be()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAtAsync(Head);
        await database.ExecuteAsync($"alter database \"{database.Settings.Database}\" set default_transaction_read_only = on");
        database.Close();

        var letta = await CheckAsync(database);

        Assert.Equal(0, letta.Exit);
        Assert.StartsWith(
            $"{database.Target} is read-only, and to compare needs tables, which are rolled back.\nSo defaults, ",
            letta.Out,
            StringComparison.Ordinal);
    }

    /// <summary>Enums in a schema are Alembic's oldest false difference; a namesake in <c>public</c> must not be taken for them.</summary>
    [Theory]
    [InlineData("sad", 0)]
    [InlineData("glad", 5)]
    public async Task Enum_in_a_schema_is_compared_there(string label, int exit)
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(
            """
            create schema letta;
            create type public.mood as enum ('other', 'labels');
            create type letta.mood as enum ('sad', 'ok');
            create table letta.things (id integer not null constraint things_pkey primary key, name varchar, size integer, mood letta.mood not null default 'ok'::letta.mood)
            """);

        var letta = await InProcess.RunAsync(
            database,
            RevisionSet.From([]),
            () => Spellings.ThingsContext.Read(t => Spellings.SpelledTypes.Mood(t, label, "ok")),
            "check",
            "--schema",
            "letta");

        Assert.Equal(exit == 0 ? "The database is what the model says.\n" : "mood  changed enum", exit == 0 ? letta.Out : letta.Out[..18]);
        Assert.Equal(exit, letta.Exit);
    }

    private static Task<CommandRun> CheckAsync(
        TestDatabase database,
        Func<DatabaseSchema>? model = null) => InProcess.RunAsync(database, LettaMigrations.Revisions, model, "check");

    private static async Task<PostgresTestDatabase> ReaderAsync(TestDatabase database, bool temporary = true)
    {
        var settings = new NpgsqlConnectionStringBuilder(((PostgresTestDatabase)database).Settings.ConnectionString);
        var role = $"reader_{settings.Database}";
        await database.ExecuteAsync(
            $"""
            create role {role} login password 'reader';
            grant usage on schema public to {role};
            grant select on all tables in schema public to {role}
            """);
        if (!temporary)
            await database.ExecuteAsync($"revoke temporary on database {settings.Database} from public");
        (settings.Username, settings.Password) = (role, "reader");
        return new PostgresTestDatabase(settings);
    }
}
