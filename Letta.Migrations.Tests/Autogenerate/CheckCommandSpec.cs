using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>What the verb <c>check</c> finds between Letta's model and a database that Letta's history brought to head.</summary>
public abstract class CheckCommandSpec(TestEngine engine)
{
    private const string Head = "1c28e167b74f";

    /// <summary>Everything that is in a database, and when it was last written to, so far as the engine tells.</summary>
    private protected abstract Task<IReadOnlyList<string>> FactsAsync(TestDatabase database);

    [Fact]
    public async Task Database_at_head_is_what_the_model_says()
    {
        await using var database = await engine.CreateAtAsync(Head);

        var letta = await InProcess.RunAsync(database, LettaMigrations.Revisions, model: null, "check");

        Assert.Equal(new CommandRun(0, "The database is what the model says.\n", ""), letta);
    }

    [Fact]
    public async Task Database_at_head_as_json()
    {
        await using var database = await engine.CreateAtAsync(Head);

        var letta = await InProcess.RunAsync(database, LettaMigrations.Revisions, model: null, "check", "--json");

        Assert.Equal(new CommandRun(0, """{"differences":[],"left_alone":[],"not_compared":null}""" + "\n", ""), letta);
    }

    [Fact]
    public async Task Check_writes_nothing_and_leaves_nothing_behind()
    {
        await using var database = await engine.CreateAtAsync(Head);
        var before = await FactsAsync(database);
        Assert.NotEmpty(before);

        await InProcess.RunAsync(database, LettaMigrations.Revisions, Drafting.OrmToTheLetter, "check");

        Assert.Equal(before, await FactsAsync(database));
    }

    /// <summary>The five that <c>alembic check</c> reports between Letta's ORM and its history, and no other.</summary>
    [Fact]
    public async Task Orm_to_the_letter_departs_in_five_places()
    {
        await using var database = await engine.CreateAtAsync(Head);

        var letta = await InProcess.RunAsync(database, LettaMigrations.Revisions, Drafting.OrmToTheLetter, "check");

        Assert.Equal(
            """
            blocks_tags              missing unique constraint  unique_block_tag   (block_id, tag)
            blocks_tags              missing index              ix_blocks_tags_block_id_tag   (block_id, tag)
            blocks_tags              missing index              ix_blocks_tags_tag_block_id   (tag, block_id)
            provider_trace_metadata  missing unique constraint  uq_provider_trace_metadata_id   (id)
            provider_trace_metadata  extra index                ix_provider_trace_metadata_id   unique (id)
            5 differences: 4 in the model only, 1 in the database only. Write a revision with: letta-migrate revision --autogenerate -m "…" (exit 5)

            """,
            letta.Error + letta.Out);
        Assert.Equal(5, letta.Exit);
    }

    [Fact]
    public async Task Orm_to_the_letter_as_json()
    {
        await using var database = await engine.CreateAtAsync(Head);

        var letta = await InProcess.RunAsync(database, LettaMigrations.Revisions, Drafting.OrmToTheLetter, "check", "--json");

        Assert.Equal((5, ""), (letta.Exit, letta.Error));
        Assert.Equal(5, letta.Out.Split("\"kind\":").Length - 1);
        Assert.Contains(
            """{"kind":"extra","table":"provider_trace_metadata","object":"index","name":"ix_provider_trace_metadata_id","expected":null,"actual":"unique (id)"}""",
            letta.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_excluded_is_not_looked_at()
    {
        await using var database = await engine.CreateAtAsync(Head);

        var letta = await InProcess.RunAsync(
            database,
            LettaMigrations.Revisions,
            Drafting.OrmToTheLetter,
            "check",
            "--exclude",
            "blocks_tags",
            "--exclude",
            "provider_trace_metadata.ix_provider_trace_metadata_id");

        Assert.Equal(
            """
            provider_trace_metadata  missing unique constraint  uq_provider_trace_metadata_id   (id)
            1 difference: 1 in the model only. Write a revision with: letta-migrate revision --autogenerate -m "…" (exit 5)

            """,
            letta.Out);
    }

    [Theory]
    [InlineData("blocks_tgs", "; did you mean \"blocks_tags\"?")]
    [InlineData("archives.nam", "; did you mean \"archives.name\"?")]
    [InlineData("nope.nope", ".")]
    public async Task Exclusion_of_nothing_is_refused_with_the_nearest(string name, string nearest)
    {
        await using var database = await engine.CreateAtAsync(Head);

        var check = await InProcess.RunAsync(
            database, LettaMigrations.Revisions, model: null, "check", "--exclude", "archives.comment", "--exclude", name);

        Assert.Equal(
            new CommandRun(
                2,
                "",
                $"""
                --exclude {name} names nothing in the model, the history or the database{nearest}
                  Give a table, table.object, an enum or a sequence, by its name as it is shown by: letta-migrate check
                Nothing was changed. (exit 2)

                """),
            check);
    }

    [Fact]
    public async Task Type_that_differs_is_spelled_as_every_other()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await database.ExecuteAsync("alter table archives drop column description");
        await database.ExecuteAsync("alter table archives add column description varchar(64)");
        await database.ExecuteAsync("alter table archives drop column embedding_config");
        await database.ExecuteAsync("alter table archives add column somebodys varchar");

        var letta = await InProcess.RunAsync(database, LettaMigrations.Revisions, model: null, "check");

        Assert.Equal(
            """
            archives  changed column  description   expected character varying null, actual character varying(64) null
            archives  extra column    somebodys   character varying null
            archives  missing column  embedding_config   json null
            3 differences: 1 in the model only, 1 in the database only, 1 changed. Write a revision with: letta-migrate revision --autogenerate -m "…" (exit 5)

            """,
            letta.Error + letta.Out);
    }

    [Fact]
    public async Task Tables_that_nobody_knows_are_named_and_no_difference()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await database.ExecuteAsync("create table somebodys (id integer)");

        var letta = await InProcess.RunAsync(database, LettaMigrations.Revisions, model: null, "check");

        Assert.Equal(
            new CommandRun(
                0,
                "Left alone, for neither the model nor the history knows it: table \"somebodys\".\nThe database is what the model says.\n",
                ""),
            letta);
    }

    [Fact]
    public async Task Check_of_a_database_that_is_behind_is_refused_with_the_command_to_run()
    {
        await using var database = await engine.CreateAtAsync(160);

        var letta = await InProcess.RunAsync(database, LettaMigrations.Revisions, model: null, "check");

        Assert.Equal((5, ""), (letta.Exit, letta.Out));
        Assert.StartsWith("Target database is not up to date: ", letta.Error, StringComparison.Ordinal);
        Assert.Contains(
            $" is at {LettaMigrations.Revisions.All[159].Id}, and head is {Head}.\n  Bring it to head first: letta-migrate upgrade head\n",
            letta.Error,
            StringComparison.Ordinal);
    }
}
