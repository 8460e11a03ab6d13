using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>A column of groups that was renamed twice, by two revisions in a row.</summary>
public abstract class SleeptimeFrequencySpec(TestEngine engine) : DataSpec(engine, "6fe79c0525f2")
{
    private const string Groups = """
        insert into groups (id, organization_id, manager_type, description, agent_ids, background_agents_interval) values
            ('group-1', 'org-1', 'background', 'g', '[]', 5), ('group-2', 'org-2', 'background', 'h', '[]', null)
        """;

    [Fact]
    public async Task Interval_keeps_its_value_under_both_of_its_later_names()
    {
        await using var database = await AfterAsync(FileRows.Organizations, Groups);
        await AssertRowsAsync(database, "select id, background_agents_frequency from groups order by id", "group-1|5", "group-2|null");

        await UpAsync(database);

        await AssertRowsAsync(database, "select id, sleeptime_agent_frequency from groups order by id", "group-1|5", "group-2|null");
    }

    [Fact]
    public async Task Down_gives_the_value_back_its_first_name()
    {
        await using var database = await AfterAsync(FileRows.Organizations, Groups);
        await UpAsync(database);

        await DownAsync(database);
        await DownAsync(database);

        await AssertRowsAsync(database, "select id, background_agents_interval from groups order by id", "group-1|5", "group-2|null");
    }
}

public sealed class SqliteSleeptimeFrequencyTests(SqliteEngine engine) : SleeptimeFrequencySpec(engine);

public sealed class PostgresSleeptimeFrequencyTests(PostgresEngine engine) : SleeptimeFrequencySpec(engine);
