using System.Globalization;
using Letta.Migrations.Tests.Autogenerate.Property;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>
/// Random changes of a model, several at once, on tables with rows: the revision that is written compiles, is applied, leaves nothing to
/// find and every row in its place, goes back to the catalog as it was, and is applied again; where rows contradict, it is refused before
/// it changes anything. <c>LETTA_TEST_SEED=123</c> runs the cases of another seed.
/// </summary>
public abstract class AutogeneratePropertySpec(TestEngine engine, ITestOutputHelper output)
{
    private const int Each = 25, Few = 6;

    /// <summary>Twelve databases, and twenty-five revisions on each.</summary>
    public static TheoryData<int> Seeds
        => Environment.GetEnvironmentVariable("LETTA_TEST_SEED") is { } given
            ? [int.Parse(given, CultureInfo.InvariantCulture)]
            : [.. Enumerable.Range(1, 12)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Revision_of_some_changes_goes_up_back_and_up_again_and_keeps_every_row(int seed) => RunAsync(seed, Few);

    [Theory]
    [Trait("Cost", "sweep")]
    [MemberData(nameof(Seeds))]
    public Task Revision_of_any_changes_goes_up_back_and_up_again_and_keeps_every_row(int seed) => RunAsync(seed, Each);

    private async Task RunAsync(int seed, int cases)
    {
        output.WriteLine($"{cases} cases, LETTA_TEST_SEED={seed}");
        await using var database = await engine.CreateAsync();
        PropertyChain? chain = null;
        var i = 0;
        try
        {
            chain = await PropertyChain.StartAsync(database, seed);
            for (i = 1; i <= cases; i++)
                await chain.NextAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException(
                $"Case {i} of LETTA_TEST_SEED={seed} failed: {e.Message}\n---\n{chain?.Changes}\n---\n{chain?.Text}", e);
        }

        output.WriteLine($"{chain.Refused} refused, {chain.RefusedBack} refused on the downgrade, {chain.ByOrm} by EF Core");
    }
}
