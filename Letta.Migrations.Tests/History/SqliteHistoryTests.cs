using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.History;

public sealed class SqliteHistoryTests(SqliteEngine engine)
{
    [Fact]
    [Trait("Cost", "sweep")]
    public async Task Schema_is_logically_the_original_one_after_every_revision_up_and_down()
    {
        await using var database = await engine.CreateAsync();
        var runner = database.Runner();
        var count = runner.Revisions.All.Count;

        for (var n = 1; n <= count; n++)
        {
            await runner.UpgradeAsync("+1", cancellationToken: TestContext.Current.CancellationToken);
            await AssertSchemaAsync(database, n, "up to");
        }

        for (var n = count - 1; n >= 0; n--)
        {
            await runner.DowngradeAsync("-1", cancellationToken: TestContext.Current.CancellationToken);
            await AssertSchemaAsync(database, n, "down to");
        }
    }

    private static async Task AssertSchemaAsync(TestDatabase database, int revisions, string way)
        => Same.Lines(
            LogicalSchema.Read(GoldenHistory.CatalogAfter(revisions)),
            await SqliteSchemaReader.ReadAsync(database),
            $"{way} revision {revisions}");
}
