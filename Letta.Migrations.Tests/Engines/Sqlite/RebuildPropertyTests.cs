using System.Globalization;
using Letta.Migrations.Tests.Engines.Sqlite.Model;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>
/// Random databases, random rows, random steps: afterwards every table, every row and every rowid is what a model says, which knows
/// nothing of how it is done. A case is repeated by its seed: <c>LETTA_TEST_SEED=123</c> makes it the first.
/// </summary>
public sealed class RebuildPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 600;

    [Fact]
    public void Any_steps_on_any_database_give_what_the_model_says()
    {
        var given = Environment.GetEnvironmentVariable("LETTA_TEST_SEED");
        var first = given is null ? Random.Shared.Next(1_000_000_000) : int.Parse(given, CultureInfo.InvariantCulture);
        output.WriteLine($"{Cases} cases, LETTA_TEST_SEED={first}");
        var rebuilds = 0;
        for (var i = 0; i < Cases; i++)
        {
            var seed = first + i;
            var log = new List<string>();
            try
            {
                rebuilds += Case(seed, log);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Case LETTA_TEST_SEED={seed} failed: {e.Message}\n{string.Join("\n---\n", log)}", e);
            }
        }

        output.WriteLine($"{rebuilds} rebuilds");
        Assert.True(rebuilds > Cases, $"Only {rebuilds} rebuilds in {Cases} cases: the steps do not reach what is tested.");
    }

    private static int Case(int seed, List<string> log)
    {
        var schema = new RandomSchema(new Random(seed));
        using var run = new RevisionRun(inMemory: true);
        var create = schema.Create();
        log.Add(create);
        run.Run($"pragma foreign_keys = off;{create}");
        Same(schema.Database, run);

        var steps = new RandomSteps(schema);
        var rebuilds = 0;
        for (var revision = 1 + schema.Next(3); revision > 0; revision--)
        {
            steps.NextRevision();
            var chosen = Enumerable.Range(0, 1 + schema.Next(8)).Select(_ => steps.Next()).OfType<Action<Adhoc>>().ToList();
            try
            {
                run.Up(r => chosen.ForEach(step => step(r)));
            }
            finally
            {
                log.Add(run.Statements);
            }

            rebuilds += run.Rebuilds;
            Same(schema.Database, run);
            Assert.Equal("ok", run.Rows("pragma integrity_check"));
            if (!steps.Looked)
                Assert.True(
                    run.Rebuilds <= schema.Database.Tables.Count, $"{run.Rebuilds} rebuilds of {schema.Database.Tables.Count} tables");
        }

        return rebuilds;
    }

    private static void Same(ModelDatabase model, RevisionRun run)
    {
        Equal(model.Schema(), ActualDatabase.Schema(run));
        Equal(model.Rows(), ActualDatabase.Rows(run));
    }

    private static void Equal(string expected, string actual)
    {
        if (expected == actual)
            return;
        var (e, a) = (expected.Split('\n'), actual.Split('\n'));
        Assert.Fail(
            $"missing:\n{string.Join('\n', e.Except(a, StringComparer.Ordinal))}\nextra:\n{string.Join('\n', a.Except(e, StringComparer.Ordinal))}");
    }
}
