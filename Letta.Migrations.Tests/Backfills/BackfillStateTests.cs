using Letta.Migrations.Backfills;
using Letta.Migrations.Tests.Architecture;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>The life of a backfill, as its table has it.</summary>
public sealed class BackfillStateTests
{
    private static readonly IEnumerable<BackfillState?> Recorded = BackfillStates.Words.Values.Cast<BackfillState?>();

    [Fact]
    public void States_that_are_recorded_have_a_word_and_the_others_are_shown()
    {
        Assert.Equal(
            [BackfillState.Optional, BackfillState.Running], Enum.GetValues<BackfillState>().Except(BackfillStates.Words.Values));
        Assert.All(BackfillStates.Words, w => Assert.Equal(w.Key, BackfillStates.Word(w.Value)));
        Assert.All(BackfillStates.Words.Keys, w => Assert.All(w, c => Assert.InRange(c, 'a', 'z'))); // They stand in SQL as they are.
    }

    /// <summary>Databases hold them.</summary>
    [Fact]
    public void Words_stay_as_they_were_released()
        => Assert.Equal(["due", "done", "paused", "incomplete"], BackfillStates.Words.Keys);

    [Fact]
    public void Every_event_has_an_entry_and_leads_to_one_state()
        => Assert.All(Enum.GetValues<BackfillEvent>(), e => Assert.Single(BackfillStates.Find(e).Select(t => t.To).Distinct()));

    [Fact]
    public void No_change_stands_twice_and_each_says_what_it_means()
    {
        Assert.Equal(
            BackfillStates.Transitions.Count, BackfillStates.Transitions.Select(t => (t.From, t.To, t.Event)).Distinct().Count());
        Assert.All(BackfillStates.Transitions, t => Assert.NotEmpty(t.Meaning));
        Assert.All(
            BackfillStates.Transitions.SelectMany(t => new[] { t.From, t.To }).OfType<BackfillState>(),
            state => Assert.Contains(state, BackfillStates.Words.Values));
    }

    [Fact]
    public void Every_recorded_state_is_reached_by_one_that_is_not_recorded_yet()
        => Assert.All(Recorded, state => Assert.Contains(state, ReachedFrom(null)));

    [Fact]
    public void Every_recorded_state_has_a_way_to_done()
        => Assert.All(Recorded, state => Assert.Contains(BackfillState.Done, ReachedFrom(state)));

    /// <summary>Until somebody leaves it to be done again. A downgrade takes back what is in any state.</summary>
    [Fact]
    public void Done_is_the_final_state_and_each_may_be_forgotten()
    {
        Assert.Equal(
            [BackfillEvent.Record, BackfillEvent.Forget],
            BackfillStates.Transitions.Where(t => t.From == BackfillState.Done).Select(t => t.Event));
        Assert.Equal(
            Recorded.Order(),
            BackfillStates.Find(BackfillEvent.Forget).Select(t => t.From).Order());
    }

    [Theory]
    [InlineData(BackfillState.Due, BackfillState.Paused, true)]
    [InlineData(BackfillState.Paused, BackfillState.Due, true)]
    [InlineData(BackfillState.Done, BackfillState.Paused, false)]
    [InlineData(BackfillState.Paused, BackfillState.Done, false)]
    [InlineData(BackfillState.Incomplete, BackfillState.Done, false)]
    [InlineData(BackfillState.Incomplete, BackfillState.Paused, false)]
    [InlineData(null, BackfillState.Done, false)]
    [InlineData(null, BackfillState.Due, true)]
    public void Change_is_allowed_if_something_leads_to_it(BackfillState? from, BackfillState? to, bool allowed)
        => Assert.Equal(allowed, BackfillStates.Allows(from, to));

    [Fact]
    public void One_that_is_shown_as_running_may_be_paused_and_an_optional_one_may_not()
    {
        Assert.True(BackfillStates.Allows(BackfillEvent.Pause, BackfillState.Running));
        Assert.False(BackfillStates.Allows(BackfillEvent.Pause, BackfillState.Optional));
        Assert.False(BackfillStates.Allows(BackfillEvent.Resume, BackfillState.Running));
    }

    [Fact]
    public void Event_without_an_entry_is_an_error_and_leads_nowhere()
    {
        var error = Assert.Throws<InvalidOperationException>(() => BackfillStates.Find((BackfillEvent)99));

        Assert.Equal("No transition is by 99.", error.Message);
    }

    [Fact]
    public void No_other_file_of_the_engine_has_a_word_of_a_state_in_its_SQL()
        => Expect.None(
            from file in Repository.CSharp
            where file.Path.StartsWith(Arrows.Engine + "/", StringComparison.Ordinal)
            from word in BackfillStates.Words.Keys
            where file.Code.Contains($"'{word}'", StringComparison.Ordinal)
            select $"{file.Path} says '{word}'");

    [Fact]
    public void Page_has_the_same_table()
    {
        var page = Repository.Read("docs/architecture.md");
        var rows = page.Split('\n').SkipWhile(l => l != "| from | to | event | meaning |").Skip(2).TakeWhile(l => l.StartsWith('|'));

        Assert.Equal(BackfillStates.Transitions.Select(t => $"| {Name(t.From)} | {Name(t.To)} | `{t.Event}` | {t.Meaning} |"), rows);

        static string Name(BackfillState? state) => state is { } recorded ? $"`{BackfillStates.Word(recorded)}`" : "not recorded";
    }

    /// <summary>Without being forgotten meanwhile.</summary>
    private static HashSet<BackfillState?> ReachedFrom(BackfillState? state)
    {
        var kept = BackfillStates.Transitions.Where(t => t.Event != BackfillEvent.Forget).ToList();
        HashSet<BackfillState?> reached = [state];
        while (kept.Find(t => reached.Contains(t.From) && !reached.Contains(t.To)) is { } next)
            reached.Add(next.To);
        return reached;
    }
}
