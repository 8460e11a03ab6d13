using Letta.Migrations.Running;
using Letta.Migrations.Tests.Autogenerate.Spellings;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>What is spelled differently and means the same is no difference; what means another thing is one.</summary>
public abstract class SpellingSpec(TestEngine engine)
{
    private protected const string Things
        = "create table things (id integer not null, name varchar, size integer, constraint things_pkey primary key (id)); ";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The statements that make what is spelled; null where the engine has no such thing.</summary>
    private protected abstract string? Made(Spelling spelling);

    private protected virtual IReadOnlyList<string> Reported(Spelling spelling) => spelling.Differences;

    private protected async Task AssertSameAsync(string name)
    {
        var spelling = Spelling.All.Single(s => s.Name == name);

        var check = await CheckAsync(spelling, spelling.Same);

        Drafting.AssertNone(check.Differences, name);
        Assert.Empty(check.Unknown);
        Assert.Null(check.Unseen);
    }

    private protected async Task AssertOtherAsync(string name)
    {
        var spelling = Spelling.All.Single(s => s.Name == name);

        var check = await CheckAsync(spelling, spelling.Other);

        Assert.Equal(Reported(spelling), check.Differences.Select(d => d.ToString()));
    }

    private async Task<ModelCheck> CheckAsync(Spelling spelling, Action<EntityTypeBuilder<Thing>> say)
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(Things + Made(spelling));
        return await database.Generator(RevisionSet.From([])).CheckAsync(ThingsContext.Read(say), [], Stop);
    }
}
