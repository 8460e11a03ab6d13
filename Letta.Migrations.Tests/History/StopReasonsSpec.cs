using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class StopReasonsSpec(TestEngine engine) : DataSpec(engine, "887a4367b560")
{
    private const string Steps = """
        insert into steps (id, stop_reason) values
            ('step-0', null), ('step-1', 'end_turn'), ('step-2', 'error'), ('step-3', 'invalid_tool_call'), ('step-4', 'max_steps'),
            ('step-5', 'no_tool_call'), ('step-6', 'tool_rule'), ('step-7', 'cancelled')
        """;

    private const string Reasons = "select id, cast(stop_reason as text) from steps order by id";

    private static readonly string[] Kept =
    [
        "step-0|null",
        "step-1|end_turn",
        "step-2|error",
        "step-3|invalid_tool_call",
        "step-4|max_steps",
        "step-5|no_tool_call",
        "step-6|tool_rule",
        "step-7|cancelled",
    ];

    [Fact]
    public async Task Steps_keep_why_they_stopped()
    {
        await using var database = await AfterAsync(Steps);

        await AssertRowsAsync(database, Reasons, Kept);
    }

    [Fact]
    public async Task Down_empties_only_the_reasons_that_have_no_label()
    {
        await using var database = await AfterAsync(Steps);
        await database.ExecuteAsync(
            "insert into steps (id, stop_reason) values ('step-8', 'requires_approval'), ('step-9', 'End_Turn'), ('step-9a', '')");

        await DownAsync(database);

        await AssertRowsAsync(database, Reasons, [.. Kept, "step-8|null", "step-9|null", "step-9a|null"]);
    }
}

public sealed class SqliteStopReasonsTests(SqliteEngine engine) : StopReasonsSpec(engine);

public sealed class PostgresStopReasonsTests(PostgresEngine engine) : StopReasonsSpec(engine);
