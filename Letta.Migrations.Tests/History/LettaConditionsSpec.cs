using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.History;

/// <summary>
/// A run from anywhere in the history says before its first change what it would lose: exactly what the revisions find when they get there,
/// but for those that it says are asked later.
/// </summary>
public abstract class LettaConditionsSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(61)]
    [InlineData(110)]
    public async Task What_is_refused_before_the_first_change_is_what_the_revisions_find(int number)
    {
        await using var refusing = await FilledAsync(number);
        await using var losing = await FilledAsync(number);

        var (what, later) = await RefusedAsync(refusing);
        var result = await losing.Runner(options: new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop);

        var found = result.Applied.SelectMany(a => a.Losses, (a, loss) => (a.Revision.Id, Loss: loss.ToString())).ToList();
        Assert.Equal(
            found.Select(f => f.Id).Distinct().Where(id => !later.Contains(id)),
            LettaMigrations.Revisions.All.Select(r => r.Id)
                .Where(id => what.Contains($"Revision {id} would lose", StringComparison.Ordinal) && !later.Contains(id)));
        Assert.All(found.Where(f => !later.Contains(f.Id)), f => Assert.Contains($"{f.Loss} (", what, StringComparison.Ordinal));
        Assert.All(
            LettaMigrations.Revisions.All.Where(r => what.Contains($"Revision {r.Id}", StringComparison.Ordinal)),
            r => Assert.Contains(r.Id, found.Select(f => f.Id)));
        Assert.Equal(number, (await refusing.Runner().CurrentAsync(cancellationToken: Stop)).Current!.Number);
    }

    [Fact]
    public async Task Links_that_runs_do_not_take_over_are_reported_sixty_eight_revisions_before_they_would_be_lost()
    {
        await using var database = await FilledAsync(61);

        var (what, later) = await RefusedAsync(database);

        Assert.Contains(
            "Revision 567e9fe06270 would lose links of messages to jobs that are no runs of agents, second links of a message, and "
                + "deleted ones, 1 row of \"job_messages\" (2)",
            what,
            StringComparison.Ordinal);
        Assert.DoesNotContain("567e9fe06270", later);
    }

    private static async Task<(string What, IReadOnlyList<string> Later)> RefusedAsync(TestDatabase database)
    {
        List<string> later = [];
        var progress
            = new InlineProgress(p => later.AddRange(p is MigrationProgress.AskedLater asked ? asked.Revisions.Select(r => r.Id) : []));
        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner().UpgradeAsync("head", progress, Stop));
        TestContext.Current.TestOutputHelper?.WriteLine($"{error.Message}\nasked later: {string.Join(", ", later)}");
        return (error.What, later);
    }

    private async Task<TestDatabase> FilledAsync(int number)
    {
        var database = await engine.CreateAtAsync(number);
        await RowFiller.FillAsync(database);
        return database;
    }
}

public sealed class SqliteLettaConditionsTests(SqliteEngine engine) : LettaConditionsSpec(engine);

public sealed class PostgresLettaConditionsTests(PostgresEngine engine) : LettaConditionsSpec(engine);
