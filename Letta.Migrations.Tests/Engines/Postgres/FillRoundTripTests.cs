using System.Diagnostics;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines.Postgres;

public sealed class FillRoundTripTests(PostgresEngine engine)
{
    /// <summary>
    /// Most of the time to fill an empty database would be round trips, were each statement sent by itself. The driver has an activity for
    /// each command or batch of commands, which is what one round trip is. Measured: 264, and 927 with each statement by itself.
    /// </summary>
    [Fact]
    public async Task Empty_database_is_filled_in_few_round_trips()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var name = database.Settings.Database;
        var trips = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = trip => _ = trip.TagObjects.Any(t => Equals(t.Value, name)) ? Interlocked.Increment(ref trips) : 0,
        };
        ActivitySource.AddActivityListener(listener);

        var result = await database.Runner().UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(LettaMigrations.Revisions.All.Count, result.Applied.Count);
        Assert.InRange(trips, 10, 400);
    }
}
