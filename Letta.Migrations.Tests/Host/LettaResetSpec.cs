using Letta.Migrations.Tests.Autogenerate;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>The verb <c>reset</c> with Letta's own history: what drifted is gone, and nothing is left for a revision to say.</summary>
public abstract class LettaResetSpec(TestEngine engine)
{
    private const string Head = "1c28e167b74f";

    [Fact]
    public async Task Database_that_has_drifted_from_head_is_what_the_model_says_again()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await database.ExecuteAsync("""
            alter table agents drop column description;
            alter table block add column notes text;
            create table somebodys (id integer primary key, agent varchar references agents (id));
            create table elses (id integer);
            insert into "VersionInfo" ("Version") values (20290101000000);
            update alembic_version set version_num = 'bbbbbbbbbbbb'
            """);
        using var library = new EmptyLibrary();

        var drifted = await LettaAsync("check");
        var reset = await LettaAsync(["reset", "--yes", .. database.Target.Hosts.SelectMany(h => new[] { "--host-i-mean", h })]);
        var check = await LettaAsync("check");
        var revision = await LettaAsync("revision", "--autogenerate", "-m", "what is left", "--into", library.Path);

        Assert.Equal(5, drifted.Exit);
        Assert.Equal((0, ""), (reset.Exit, reset.Error));
        Assert.Contains(
            "\n  with the rest, for no revision of this build makes them: elses, somebodys\n", reset.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            $"At head {Head}, verified. Rebuilt: {LettaMigrations.Revisions.All.Count} applied in T.\n",
            reset.Timeless,
            StringComparison.Ordinal);
        Assert.Equal(new CommandRun(0, "The database is what the model says.\n", ""), check);
        Assert.Equal(new CommandRun(0, "The database is what the model says. No revision was written.\n", ""), revision);
        Assert.Empty(library.Revisions);
        Assert.Equal([Head], await database.RowsAsync("select version_num from alembic_version"));

        Task<CommandRun> LettaAsync(params string[] arguments)
            => InProcess.RunAsync(database, LettaMigrations.Revisions, model: null, arguments);
    }
}

public sealed class SqliteLettaResetTests(SqliteEngine engine) : LettaResetSpec(engine);

public sealed class PostgresLettaResetTests(PostgresEngine engine) : LettaResetSpec(engine);
