using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>Columns that rows must have from now on, and that are the same for all that exist.</summary>
public abstract class FilledColumnsSpec(TestEngine engine)
{
    [Theory]
    [InlineData(
        "7778731d15e2",
        "insert into jobs (id, user_id, status) values ('1', 'user-1', 'created'), ('2', 'user-1', 'completed')",
        "job_type from jobs",
        "job")]
    [InlineData(
        "dfafcf8210ca",
        "insert into agents (id, organization_id) values ('1', 'org-1'), ('2', 'org-1')",
        "case when message_buffer_autoclear then 'yes' else 'no' end from agents",
        "no")]
    [InlineData(
        "1e553a664210",
        "insert into organizations (id, name) values ('1', 'x')",
        "case when privileged_tools then 'yes' else 'no' end from organizations",
        "no")]
    public async Task Existing_rows_have_the_value_and_new_ones_must_bring_one(string before, string rows, string values, string expected)
    {
        await using var database = await engine.CreateAtAsync(before);
        await database.ExecuteAsync(
            "insert into organizations (id, name) values ('org-1', 'One'); insert into users (id, name, organization_id) values "
                + "('user-1', 'Ann', 'org-1')");
        await database.ExecuteAsync(rows);

        await database.Runner().UpgradeAsync("+1", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([expected, expected], await database.RowsAsync($"select {values}"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ExecuteAsync(
            rows.Replace("'1'", "'3'", StringComparison.Ordinal).Replace("'2'", "'4'", StringComparison.Ordinal)));
    }
}

public sealed class SqliteFilledColumnsTests(SqliteEngine engine) : FilledColumnsSpec(engine);

public sealed class PostgresFilledColumnsTests(PostgresEngine engine) : FilledColumnsSpec(engine);
