using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>What the history says in memory is what it does in a database.</summary>
public abstract class SchemaStateSpec(TestEngine engine)
{
    public static TheoryData<int> Places => [.. Enumerable.Range(1, 16).Select(n => n * 10), 167];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task History_on_paper_makes_what_the_history_makes(int number)
    {
        await using var database = await engine.CreateAtAsync(number);

        var state = SchemaStateBuilder.Build(LettaMigrations.Revisions.All.Take(number));

        Drafting.AssertSame(await database.ReadAsync(), await database.MadeAsync(state), $"at revision {number}");
    }
}

public sealed class SqlitePaperTests(SqliteEngine engine) : SchemaStateSpec(engine);

public sealed class PostgresPaperTests(PostgresEngine engine) : SchemaStateSpec(engine);
