using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Skills;

/// <summary>
/// The pages that coding agents work by: every command is run, in the order of the page, and ends with the exit code that the page names
/// beside it. In between happens what the text asks its reader to do.
/// </summary>
public abstract class SkillSpec(TestEngine engine)
{
    internal const string Skill = "skills/db-migrations/SKILL.md";
    internal const string Reference = "skills/db-migrations/references/migration-commands.md";
    private const string Head = "1c28e167b74f";

    private const string Rename = "letta-migrate revision --autogenerate -m \"blocks have titles\" --rename block.label:title";

    /// <summary>What a draft leaves to its author.</summary>
    private const string OpenBackfill
        = """Backfill("fill_column", "table").Set("column", "an expression over the row").Where("column is null");""";

    private const string ArchiveOfHead = "public sealed class Archive : AuditedEntity, IHasOrganization\n{\n";

    private static readonly ReaderAction[] OnSkill =
    [
        new("Change the model", "letta-migrate check", (s, c) => s.Model.Replace("Archive.cs", ArchiveOfHead, $"{c.Code}\n")),
        new("Move data", "letta-migrate upgrade head", async (s, c) =>
        {
            s.EditRevision(OpenBackfill, c.Code.Trim());
            await s.Database.ExecuteAsync("""
                insert into organizations (id, name, privileged_tools, is_deleted) values ('org-1', 'one', false, false);
                insert into archives (id, name, organization_id, vector_db_provider, is_deleted) values
                    ('archive-1', 'a', 'org-1', 'NATIVE', false), ('archive-2', 'b', 'org-1', 'NATIVE', false)
                """);
        }),
        new("Move data", "letta-migrate backfill status", async (s, _) =>
            Assert.Equal(["general", "general"], await s.Database.RowsAsync("select project_id from archives"))),
        new("Correct a revision", "letta-migrate upgrade head", (s, _) => s.EditRevision("'general'", "'common'")),
    ];

    private static readonly ReaderAction[] OnReference =
    [
        // What Alembic leaves is its own record, and none of ours.
        new("Record without running", "letta-migrate adopt", (s, _) => s.Database.ExecuteAsync(
            """drop table "VersionInfo"; drop table letta_migration_ledger""")),
        new("Record without running", "letta-migrate stamp head", (s, _) => DoneAsync(s, "letta-migrate stamp a08c972e781b --unverified")),
        new("Write a revision", Rename, (s, _) => s.EditRevision(
            OpenBackfill, """Backfill("fill_archive_projects", "archives").Set("project_id", "'general'").Where("project_id is null");""")),
        new("Write a revision", null, (s, _) => DoneAsync(s, "letta-migrate upgrade head")),
        new("Write a revision", "letta-migrate revision --autogenerate -m \"add project_id to archives\"", (s, _) => s.Model.Replace(
            "Archive.cs", ArchiveOfHead, $"{ArchiveOfHead.Replace("\n{", ", IHasProject\n{")}    public string? ProjectId {{ get; set; }}\n\n")),
        // The table that the model has no more stays until a command names it.
        new("Write a revision", Rename, (s, _) =>
        {
            s.Model.Replace("Block.cs", " Label ", " Title ");
            s.Model.Replace("Block.cs", "e.Label", "e.Title");
            s.Model.Replace("BlocksAgents.cs", "block.Label", "block.Title");
            s.Model.Delete("Prompt.cs");
            s.Model.Replace("LettaDbContext.cs", "    public DbSet<Prompt> Prompts => Set<Prompt>();\n", "");
        }),
    ];

    [Fact]
    public async Task Every_command_of_the_skill_ends_as_it_says()
    {
        await using var database = await engine.CreateAsync();
        using var session = new PageSession(database);

        await FollowAsync(Skill, session, OnSkill);
    }

    [Fact]
    public async Task Every_command_of_its_reference_ends_as_it_says()
    {
        await using var database = await engine.CreateAtAsync(Head);
        using var session = new PageSession(database);

        await FollowAsync(Reference, session, OnReference);

        await DoneAsync(session, "letta-migrate upgrade head && letta-migrate check");
    }

    private static async Task FollowAsync(string page, PageSession session, IReadOnlyList<ReaderAction> actions)
    {
        var commands = PageCommand.Read(page);
        Assert.NotEmpty(commands);
        Expect.None(
            from action in actions
            where !commands.Any(action.IsFor)
            select $"{page} has no \"{action.Command}\" under \"{action.Section}\" any more, before which its reader has something to do.");
        foreach (var command in commands)
        {
            foreach (var action in actions.Where(a => a.IsFor(command)))
                await action.Act(session, command);

            var run = await session.RunAsync(command.Text);
            Assert.True(
                run.Exit == command.Exit,
                $"{page}, line {command.Number}: {command.Text}: exit code {run.Exit}, and the page says {command.Exit}.\n{run.Out}{run.Error}");
        }
    }

    private static async Task DoneAsync(PageSession session, string command)
    {
        var run = await session.RunAsync(command);
        Assert.True(run.Exit == 0, $"{command}: exit code {run.Exit}.\n{run.Out}{run.Error}");
    }
}

public sealed class SqliteSkillTests(SqliteEngine engine) : SkillSpec(engine);

public sealed class PostgresSkillTests(PostgresEngine engine) : SkillSpec(engine);
