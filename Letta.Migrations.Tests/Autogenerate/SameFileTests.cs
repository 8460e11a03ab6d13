using Letta.Migrations.Tests.Autogenerate.Property;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>From one history, one model and the same rows, both engines write one file, to the letter.</summary>
public sealed class SameFileTests(PostgresEngine postgres, SqliteEngine sqlite)
{
    [Fact]
    public Task First_revisions_are_the_same_whichever_engine_they_are_generated_on() => RunAsync(seed: 101, revisions: 3);

    [Theory]
    [Trait("Cost", "sweep")]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public Task Revision_is_the_same_whichever_engine_it_is_generated_on(int seed) => RunAsync(seed, revisions: 10);

    private async Task RunAsync(int seed, int revisions)
    {
        await using var one = await postgres.CreateAsync();
        await using var other = await sqlite.CreateAsync();
        var (first, second) = (await PropertyChain.StartAsync(one, seed), await PropertyChain.StartAsync(other, seed));
        Assert.Equal(first.Text, second.Text);

        for (var i = 0; i < revisions; i++)
        {
            await first.WriteNextAsync();
            await second.WriteNextAsync();
            Assert.Equal(first.Changes, second.Changes);
            Assert.True(first.Text == second.Text, $"{first.Changes}\n--- Postgres\n{first.Text}\n--- SQLite\n{second.Text}");
        }
    }
}
