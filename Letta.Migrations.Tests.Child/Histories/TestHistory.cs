using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Histories made for tests, by name.</summary>
public static class TestHistory
{
    public static RevisionSet Named(string name) => name switch
    {
        "letta" => LettaMigrations.Revisions,
        "concurrent" => Nested(typeof(Concurrent)),
        "stepwise" => Nested(typeof(Stepwise)),
        "halfdone" => RevisionSet.From([typeof(HalfDone.First), typeof(HalfDone.ThreeSteps)]),
        "edited" => RevisionSet.From([typeof(HalfDone.First), typeof(HalfDone.FourSteps)]),
        "lengthy" => Nested(typeof(Lengthy)),
        "good" => Nested(typeof(Good)),
        "good-edited" => RevisionSet.From([typeof(Good.Apples), typeof(Good.Pears), typeof(GoodEdited.Plums)]),
        "older" => RevisionSet.From([typeof(Good.Apples), typeof(Good.Pears)]),
        "slow" => Nested(typeof(Slow)),
        "losing" => Nested(typeof(Losing)),
        "failing" => Nested(typeof(Failing)),
        "secret" => RevisionSet.From([typeof(Secret.Keep), typeof(Secret.Encrypted), typeof(Secret.Again)]),
        "secret-failing" => RevisionSet.From([typeof(Secret.Keep), typeof(Secret.EncryptedThenFails)]),
        "filling" => RevisionSet.From([typeof(Filling.Items), typeof(Filling.Doubled), typeof(Filling.Demanded)]),
        "filling-to-do" => RevisionSet.From([typeof(Filling.Items), typeof(Filling.Doubled)]),
        "filling-online" => RevisionSet.From([typeof(Filling.Items), typeof(Filling.DoubledOnline), typeof(Filling.Required)]),
        "filling-due" => RevisionSet.From([typeof(Filling.Items), typeof(Filling.DoubledOnline)]),
        "filling-in-code" => RevisionSet.From([typeof(Filling.Items), typeof(Filling.DoubledInCode)]),
        "filling-due-in-code" => RevisionSet.From([typeof(Filling.Items), typeof(Filling.DoubledInCodeOnline)]),
        "filling-two" => RevisionSet.From([typeof(Filling.Items), typeof(Filling.DoubledInCodeOnline), typeof(Filling.TripledOnline)]),
        "secret-and-filling"
            => RevisionSet.From([typeof(Secret.Keep), typeof(Secret.Encrypted), typeof(Filling.Items), typeof(Filling.DoubledOnline)]),
        "filling-at-once" => RevisionSet.From([typeof(Filling.ItemsAndOne), typeof(Filling.DoubledOnline), typeof(Filling.Required)]),
        "filling-nothing" => RevisionSet.From([typeof(Filling.Items), typeof(Filling.DoubledOnline), typeof(Filling.RequiresNothing)]),
        "twice" => Nested(typeof(Twice)),
        "without-ids" => RevisionSet.From([typeof(WithoutIds.First), typeof(WithoutIds.Second)]),
        "without-ids-failing" => Nested(typeof(WithoutIds)),
        "polishing" => Nested(typeof(Polishing)),
        "orphaned" => RevisionSet.From([typeof(Orphaned.Trees), typeof(Orphaned.Named), typeof(Orphaned.NutsOfTrees)]),
        "unstuck" => Nested(typeof(Unstuck)),
        "stuck" => Nested(typeof(Stuck)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no history of this name."),
    };

    private static RevisionSet Nested(Type holder) => RevisionSet.From(holder.GetNestedTypes());
}
