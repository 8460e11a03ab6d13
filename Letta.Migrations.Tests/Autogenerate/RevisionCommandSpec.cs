using System.Text.RegularExpressions;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;
using Letta.Migrations.Tests.Orm;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>What the verb <c>revision --autogenerate</c> writes, and when it writes nothing.</summary>
public abstract partial class RevisionCommandSpec(TestEngine engine)
{
    private const string Head = "1c28e167b74f";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_written_where_the_database_is_behind()
    {
        await using var database = await engine.CreateAtAsync(160);
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library, Drafting.OrmToTheLetter);

        Assert.Equal((5, ""), (letta.Exit, letta.Out));
        Assert.Matches(
            $@"^Target database is not up to date: .* is at {LettaMigrations.Revisions.All[159].Id}, and head is {Head}\.\n  Bring it to head first: letta-migrate upgrade head\n",
            letta.Error);
        Assert.Empty(library.Revisions);
    }

    [Fact]
    public async Task Nothing_is_written_where_nothing_differs()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library, model: null);
        var json = await RunAsync(database, library, model: null, "--json");

        Assert.Equal(new CommandRun(0, "The database is what the model says. No revision was written.\n", ""), letta);
        Assert.Equal(new CommandRun(0, """{"version":null,"name":null,"file":null,"hints":[]}""" + "\n", ""), json);
        Assert.Empty(library.Revisions);
    }

    [Fact]
    public async Task What_is_written_makes_the_database_what_the_model_says()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library, Drafting.OrmToTheLetter);
        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        var history = RevisionCompiler.Behind(LettaMigrations.Revisions, library.Text);
        await database.Runner(history).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(
            $"{Path.Combine(library.Path, Assert.Single(library.Revisions))}\nRead it, then: letta-migrate upgrade head\n", letta.Out);
        Assert.Matches(@"^History/\d{4}/\d{14}_TagsAndTraces\.cs$", Assert.Single(library.Revisions).Replace('\\', '/'));
        Assert.Equal(
            0,
            (await InProcess.RunAsync(
                database, history, Drafting.OrmToTheLetter, "check", "--exclude", "blocks_tags.unique_block_tag")).Exit);
    }

    /// <summary>The same from either engine.</summary>
    [Fact]
    public async Task What_is_written_is_pinned()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        await RunAsync(database, library, Drafting.OrmToTheLetter);

        Assert.Equal(
            """
            using FluentMigrator;
            using FluentMigrator.Postgres;
            using Letta.Migrations.Authoring;

            namespace Letta.Migrations.History._YEAR;

            [Revision(VERSION, "tags and traces", TransactionBehavior.None)]
            public sealed class TagsAndTraces : Revision
            {
                public override void Up()
                {
                    RefuseDuplicates("provider_trace_metadata", "id");
                    Delete.Index("ix_provider_trace_metadata_id").OnTable("provider_trace_metadata");
                    Create.UniqueConstraint("uq_provider_trace_metadata_id").OnTable("provider_trace_metadata").Columns("id");
                    Create.Index("ix_blocks_tags_block_id_tag").OnTable("blocks_tags")
                        .OnColumn("block_id").Ascending()
                        .OnColumn("tag").Ascending()
                        .WithOptions().AsConcurrently();
                    Create.Index("ix_blocks_tags_tag_block_id").OnTable("blocks_tags")
                        .OnColumn("tag").Ascending()
                        .OnColumn("block_id").Ascending()
                        .WithOptions().AsConcurrently();
                }

                public override void Down()
                {
                    RefuseDuplicates("provider_trace_metadata", "id");
                    Delete.Index("ix_blocks_tags_block_id_tag").OnTable("blocks_tags");
                    Delete.Index("ix_blocks_tags_tag_block_id").OnTable("blocks_tags");
                    Delete.UniqueConstraint("uq_provider_trace_metadata_id").FromTable("provider_trace_metadata");
                    Create.Index("ix_provider_trace_metadata_id").OnTable("provider_trace_metadata")
                        .OnColumn("id").Ascending()
                        .WithOptions().AsConcurrently().Unique();
                }
            }

            """,
            Version().Replace(library.Text, m => m.Value.StartsWith('_') ? "_YEAR" : "VERSION"));
    }

    [Fact]
    public async Task What_is_excluded_is_not_written()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library, Drafting.OrmToTheLetter, "--exclude", "provider_trace_metadata");

        Assert.Equal(0, letta.Exit);
        Assert.DoesNotContain("provider_trace_metadata", library.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("unique_block_tag", library.Text, StringComparison.Ordinal);
        Assert.Contains("ix_blocks_tags_tag_block_id", library.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_as_json()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library, Drafting.OrmToTheLetter, "--json");

        var file = Assert.Single(library.Revisions);
        Assert.Equal(
            $$"""{"version":{{Path.GetFileName(file)[..14]}},"name":"tags and traces","file":"{{Path.Combine(library.Path, file)}}","hints":[]}"""
                + "\n",
            letta.Out);
    }

    [Fact]
    public async Task Table_that_only_the_history_has_is_kept_and_its_reader_told()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library, WithoutPrompts);

        Assert.Equal(
            new CommandRun(
                0,
                "The model has no table \"prompts\": it is dropped only if that is asked for, by --drop prompts.\nNothing else differs. "
                    + "No revision was written.\n",
                ""),
            letta);
        Assert.Empty(library.Revisions);
    }

    [Fact]
    public async Task Table_that_only_the_history_has_is_dropped_where_that_is_asked_for()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library, WithoutPrompts, "--drop", "prompts");

        Assert.Equal(0, letta.Exit);
        Assert.Contains(
            "        // Drops the table with every row of it.\n        Delete.Table(\"prompts\");\n",
            library.Text,
            StringComparison.Ordinal);
        Assert.Contains("        Create.Table(\"prompts\")\n", library.Text, StringComparison.Ordinal);
    }

    /// <summary>In the history it is the name of the primary key.</summary>
    [Fact]
    public async Task Name_that_the_database_has_for_something_else_is_refused()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        var letta = await InProcess.RunAsync(
            database,
            LettaMigrations.Revisions,
            Drafting.OrmToTheLetter,
            "revision",
            "--autogenerate",
            "-m",
            "tags and traces",
            "--into",
            library.Path);

        Assert.Equal((2, ""), (letta.Exit, letta.Out));
        Assert.StartsWith(
            """
            "blocks_tags" is to have "unique_block_tag", and in the database that is the name of something else of it.
              Give it another name in the model, or leave it out: --exclude blocks_tags.unique_block_tag

            """,
            letta.Error,
            StringComparison.Ordinal);
        Assert.Empty(library.Revisions);
    }

    /// <summary>Neither ToTable nor MapEnum; the same from either engine.</summary>
    [Fact]
    public async Task New_entity_with_a_new_enum_is_a_table_and_a_type_by_convention()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var library = new EmptyLibrary();

        var letta = await InProcess.RunAsync(
            database, LettaMigrations.Revisions, Projects, "revision", "--autogenerate", "-m", "projects", "--into", library.Path);

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Contains(
            """
                    CreateEnum("projectstate", "not_begun", "at work", "done");
            """,
            library.Text,
            StringComparison.Ordinal);
        Assert.Contains(
            """
                    Create.Table("work_items")
                        .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("work_items_pkey")
            """,
            library.Text,
            StringComparison.Ordinal);
        Assert.Contains(".WithColumn(\"state\").AsEnum(\"projectstate\", 9).NotNullable()", library.Text, StringComparison.Ordinal);

        var history = RevisionCompiler.Behind(LettaMigrations.Revisions, library.Text);
        await database.Runner(history).UpgradeAsync(cancellationToken: Stop);
        Assert.Equal(
            new CommandRun(0, "The database is what the model says.\n", ""),
            await InProcess.RunAsync(database, history, Projects, "check"));
        await using var context = ProjectsOf(database);
        context.WorkItems.Add(new Project { Id = "p1", State = ProjectState.AtWork, StateBefore = ProjectState.NotBegun });
        await context.SaveChangesAsync(Stop);
        Assert.Equal(
            ["at work|not_begun"],
            await database.RowsAsync("select cast(state as text), cast(state_before as text) from work_items"));
        Assert.Equal(ProjectState.AtWork, (await ProjectsOf(database).WorkItems.SingleAsync(Stop)).State);
    }

    private static ProjectsContext ProjectsOf(TestDatabase database) => new(Contexts.OptionsOf(database));

    private static DatabaseSchema Projects()
    {
        using var context = new ProjectsContext(Contexts.Nowhere);
        return ModelReader.Read(context);
    }

    [GeneratedRegex(@"\d{14}|(?<=History\.)_\d{4}", RegexOptions.None, 1000)]
    private static partial Regex Version();

    private static DatabaseSchema WithoutPrompts()
    {
        var model = Drafting.Model();
        return model with { Tables = [.. model.Tables.Where(t => t.Name != "prompts")] };
    }

    private static Task<CommandRun> RunAsync(TestDatabase database, EmptyLibrary library, Func<DatabaseSchema>? model, params string[] more)
        => InProcess.RunAsync(
            database,
            LettaMigrations.Revisions,
            model,
            [
                "revision",
                "--autogenerate",
                "-m",
                "tags and traces",
                "--into",
                library.Path,
                "--exclude",
                "blocks_tags.unique_block_tag",
                .. more
            ]);
}

public sealed class SqliteRevisionCommandTests(SqliteEngine engine) : RevisionCommandSpec(engine);

public sealed class PostgresRevisionCommandTests(PostgresEngine engine) : RevisionCommandSpec(engine);
