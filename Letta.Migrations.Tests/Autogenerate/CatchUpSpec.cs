using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>
/// A database that is recorded as being at head, and has the schema of a revision long before: one drafted revision makes it what the model
/// says, and its way down makes it what it was.
/// </summary>
public abstract class CatchUpSpec(TestEngine engine)
{
    public static TheoryData<int> Places => [40, 60, 75, 90, 105, 120, 128, 150];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Cost", "sweep")]
    [MemberData(nameof(Places))]
    public Task Revision_drafted_from_a_much_earlier_schema_leads_to_the_model_and_back(int number)
        => Revision_drafted_from_an_earlier_schema_leads_to_the_model_and_back(number);

    [Theory]
    [InlineData(140)]
    [InlineData(160)]
    public async Task Revision_drafted_from_an_earlier_schema_leads_to_the_model_and_back(int number)
    {
        await using var database = await StampedAsync(number);

        await LeadToTheModelAndBackAsync(database, AutogenerateOptions.None with { Drops = await InTheWayAsync(database) });
    }

    [Fact]
    public async Task Revision_that_renames_a_table_leads_to_the_model_and_back()
    {
        await using var database = await StampedAsync(90);

        await LeadToTheModelAndBackAsync(database, AutogenerateOptions.None with { Renames = ["agent_passages:archival_passages"] });
    }

    [Fact]
    public async Task Table_that_is_kept_and_has_a_name_that_the_model_needs_is_refused()
    {
        await using var database = await StampedAsync(90);

        var error = await Assert.ThrowsAsync<ConfigurationException>(
            () => database.Generator().DraftAsync(Drafting.Model(), AutogenerateOptions.None, Stop));

        Assert.Equal(
            "\"archival_passages\" is to have \"agent_passages_pkey\", and in the database that is the name of something of "
                + "\"agent_passages\", which the model does not have.",
            error.What);
        Assert.Equal(
            "Say what becomes of that table: --drop agent_passages, or --rename agent_passages:archival_passages if it is the same.",
            error.Next);
    }

    [Fact]
    [Trait("Cost", "sweep")]
    public async Task Revision_that_drops_every_table_the_model_does_not_have_leads_to_the_model_and_back()
    {
        await using var database = await StampedAsync(75);
        var model = Drafting.Model();
        var unknown = (await database.ReadAsync()).Tables.Select(t => t.Name).Where(t => model.Table(t) is null).ToList();
        Assert.NotEmpty(unknown);

        var check = await LeadToTheModelAndBackAsync(database, AutogenerateOptions.None with { Drops = unknown });

        Assert.Empty(check.Unknown);
    }

    private async Task<TestDatabase> StampedAsync(int number)
    {
        var database = await engine.CreateAtAsync(number);
        await database.Runner().StampAsync("head", unverified: true, cancellationToken: Stop);
        return database;
    }

    /// <summary>The table of which the model has the key under another name.</summary>
    private static async Task<IReadOnlyList<string>> InTheWayAsync(TestDatabase database)
        => (await database.ReadAsync()).Table("agent_passages") is null ? [] : ["agent_passages"];

    private static async Task<ModelCheck> LeadToTheModelAndBackAsync(TestDatabase database, AutogenerateOptions options)
    {
        var (model, before) = (Drafting.Model(), await database.ReadAsync());

        var (found, draft) = await database.Generator().DraftAsync(model, options, Stop);
        Assert.NotEmpty(found.Differences);
        var history = RevisionCompiler.Behind(LettaMigrations.Revisions, Drafting.Text(draft!));
        var runner = database.Runner(history, new MigrationOptions { AcceptLoss = true });
        var up = await runner.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(Drafting.Version, Assert.Single(up.Applied).Revision.Version);
        var check = await database.Generator(history).CheckAsync(model, [], Stop);
        Drafting.AssertNone(check.Differences, "after the way up");

        await runner.DowngradeAsync("-1", cancellationToken: Stop);
        Drafting.AssertSame(before, await database.ReadAsync(), "after the way down");
        return check;
    }
}

public sealed class SqliteCatchUpTests(SqliteEngine engine) : CatchUpSpec(engine);

public sealed class PostgresCatchUpTests(PostgresEngine engine) : CatchUpSpec(engine);
