namespace Letta.Migrations.Backfills;

/// <summary>
/// How far a backfill is. Four of the states are recorded in the ledger, each as a word (<see cref="BackfillStates.Words"/>); what leads
/// from one to the next is one table (<see cref="BackfillStates.Transitions"/>). The other two are not recorded but shown: they follow from
/// who is at work, and from which rows wait.
/// </summary>
public enum BackfillState
{
    /// <summary>
    /// It was recorded as due, or begun and not finished, and nobody is at work: <c>backfill run</c> takes it. Recorded as <c>due</c>.
    /// </summary>
    Due,

    /// <summary>No row waits. Recorded as <c>done</c>, or not recorded at all.</summary>
    Done,

    /// <summary>
    /// Rows wait, but nobody put it off: it runs when it is asked for by name. Shown for one that is done, or not recorded.
    /// </summary>
    Optional,

    /// <summary>Somebody is at work. Shown for one that is due.</summary>
    Running,

    /// <summary>Somebody said that it is to stop for now. Recorded as <c>paused</c>.</summary>
    Paused,

    /// <summary>
    /// All rows were tried, and some failed: <c>backfill retry</c> tries these again. Recorded as <c>incomplete</c>.
    /// </summary>
    Incomplete,
}

/// <summary>What changes the recorded state of a backfill; each is a method of <see cref="BackfillLedger"/>.</summary>
internal enum BackfillEvent
{
    /// <summary>A revision leaves it to be done, or somebody asks for it by name.</summary>
    Record,

    /// <summary>A pass came to its end, and rows wait that did not fail: the next one begins.</summary>
    BeginPass,

    /// <summary>A pass came to its end, and no row is left.</summary>
    Finish,

    /// <summary>A pass came to its end, and only rows are left that failed.</summary>
    FinishWithFailures,

    /// <summary>The last of the rows that failed was tried again and done.</summary>
    RetryLastFailure,

    /// <summary><c>backfill pause</c>.</summary>
    Pause,

    /// <summary><c>backfill resume</c>.</summary>
    Resume,

    /// <summary>A downgrade takes its revision back.</summary>
    Forget,
}

/// <summary>What may follow a state.</summary>
/// <param name="From">The state before; null where the backfill is not recorded.</param>
/// <param name="To">The state after; null where it is recorded no longer.</param>
/// <param name="Event">What leads from one to the other.</param>
/// <param name="Meaning">What that means for the backfill, in a line.</param>
internal sealed record BackfillTransition(BackfillState? From, BackfillState? To, BackfillEvent Event, string Meaning);

/// <summary>
/// The life of a backfill. A change of state that is not in the table cannot be written: <see cref="BackfillLedger"/> takes from here which
/// states an event may find, and writes only over one of these.
/// </summary>
internal static class BackfillStates
{
    /// <summary>The recorded states by their words. Databases hold these, so that they stay.</summary>
    public static readonly IReadOnlyDictionary<string, BackfillState> Words
        = new OrderedDictionary<string, BackfillState>(StringComparer.Ordinal)
        {
            ["due"] = BackfillState.Due,
            ["done"] = BackfillState.Done,
            ["paused"] = BackfillState.Paused,
            ["incomplete"] = BackfillState.Incomplete,
        };

    /// <summary>Every legal change of the recorded state. All that an event leads to is one state, whatever was before.</summary>
    public static readonly IReadOnlyList<BackfillTransition> Transitions =
    [
        new(null, BackfillState.Due, BackfillEvent.Record, "it waits for a worker"),
        new(BackfillState.Done, BackfillState.Due, BackfillEvent.Record, "it begins from the first row: rows may wait again"),
        new(BackfillState.Incomplete, BackfillState.Due, BackfillEvent.Record, "it begins from the first row, those that failed too"),
        new(BackfillState.Due, BackfillState.Due, BackfillEvent.BeginPass, "it goes through the table once more, for the rows that came"),
        new(BackfillState.Due, BackfillState.Done, BackfillEvent.Finish, "nothing is left to do"),
        new(BackfillState.Due, BackfillState.Incomplete, BackfillEvent.FinishWithFailures, "a person is to see to the rows that failed"),
        new(BackfillState.Incomplete, BackfillState.Due, BackfillEvent.RetryLastFailure, "a worker looks whether rows came meanwhile"),
        new(BackfillState.Due, BackfillState.Paused, BackfillEvent.Pause, "workers end their batches, and wait"),
        new(BackfillState.Paused, BackfillState.Due, BackfillEvent.Resume, "workers go on where they were"),
        new(BackfillState.Due, null, BackfillEvent.Forget, "workers stop"),
        new(BackfillState.Paused, null, BackfillEvent.Forget, "workers stop"),
        new(BackfillState.Incomplete, null, BackfillEvent.Forget, "its rows that failed are forgotten"),
        new(BackfillState.Done, null, BackfillEvent.Forget, "the revision may leave it to be done again"),
    ];

    /// <summary>The word for a state that is recorded.</summary>
    public static string Word(BackfillState state) => Words.First(w => w.Value == state).Key;

    /// <summary>Whether anything leads from one recorded state to another; null stands for not recorded.</summary>
    public static bool Allows(BackfillState? from, BackfillState? to) => Transitions.Any(t => t.From == from && t.To == to);

    /// <summary>Whether an event may find a backfill in a state, recorded or shown.</summary>
    public static bool Allows(BackfillEvent @event, BackfillState? found)
        => Find(@event).Any(t => t.From == (found == BackfillState.Running ? BackfillState.Due : found));

    /// <summary>What an event leads from, and to.</summary>
    /// <exception cref="InvalidOperationException">The table has no entry for it.</exception>
    public static IReadOnlyList<BackfillTransition> Find(BackfillEvent @event)
        => Transitions.Where(t => t.Event == @event).ToList() is { Count: > 0 } transitions
            ? transitions
            : throw new InvalidOperationException($"No transition is by {@event}.");

    /// <summary>What is shown of one that is recorded, with so many at work.</summary>
    public static BackfillState WithWorkers(BackfillState recorded, int workers)
        => recorded == BackfillState.Due && workers > 0 ? BackfillState.Running : recorded;

    /// <summary>What is shown of one that is recorded or not (null), where so many rows wait.</summary>
    public static BackfillState WithWaiting(BackfillState? recorded, long waiting)
        => recorded is { } state and not BackfillState.Done ? state : waiting > 0 ? BackfillState.Optional : BackfillState.Done;
}
