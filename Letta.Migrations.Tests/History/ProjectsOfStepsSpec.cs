using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ProjectsOfStepsSpec(TestEngine engine) : DataSpec(engine, "60ed28ee7138")
{
    [Fact]
    public async Task Steps_belong_to_the_project_of_their_agent()
    {
        await using var database = await AfterAsync(FileRows.Organizations, FileRows.Agents, """
            insert into steps (id, organization_id, agent_id, is_deleted) values
                ('step-1', 'org-1', 'agent-1', false), ('step-2', 'org-1', 'agent-2', false), ('step-3', 'org-2', 'agent-3', true),
                ('step-4', 'org-1', null, false), ('step-5', 'org-1', 'agent-9', false)
            """);

        await AssertRowsAsync(
            database, "select id, project_id from steps order by id",
            "step-1|project-1", "step-2|null", "step-3|project-3", "step-4|null", "step-5|null");
    }
}

public sealed class SqliteProjectsOfStepsTests(SqliteEngine engine) : ProjectsOfStepsSpec(engine);

public sealed class PostgresProjectsOfStepsTests(PostgresEngine engine) : ProjectsOfStepsSpec(engine);
