using Letta.Migrations.Running;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What a revision is to say.</summary>
/// <param name="Up">Its way up.</param>
/// <param name="Down">Its downgrade.</param>
internal sealed record Draft(IReadOnlyList<Operation> Up, IReadOnlyList<Operation> Down) : IRevisionDraft
{
    /// <summary>A revision that says nothing yet.</summary>
    public static Draft Empty { get; } = new([], []);

    /// <summary>A revision that moves data, to be completed.</summary>
    public static Draft Backfill { get; } = new(
        [
            new Operation(
                _ => { },
                "Backfill(\"fill_column\", \"table\").Set(\"column\", \"an expression over the row\").Where(\"column is null\");")
            {
                Comment = "When this revision is committed, in short batches along the key; killed in the middle, it goes on from there. "
                    + "See docs/backfills.md.",
            },
        ],
        []);

    public string Next => IsEmpty ? "Fill in Up and Down" : ReferenceEquals(this, Backfill) ? "Fill in the backfill" : "Read it";

    public (string Path, string Text) Render(long version, string name, string root)
    {
        var file = new RevisionFile(version, name, this, root);
        return (file.Path, file.Text);
    }

    /// <summary>Whether it says nothing.</summary>
    public bool IsEmpty => Up.Count == 0 && Down.Count == 0;

    /// <summary>Whether it is to be committed step by step, so that tables in use stay in use.</summary>
    public bool Stepwise => Up.Concat(Down).Any(o => o.Long);

    /// <summary>What makes the one schema of the other, and back.</summary>
    public static Draft Create(ModelComparison comparison, Renames renames)
    {
        var (from, to) = (comparison.From, comparison.To);
        return new Draft(
            [.. Conditions.Up(from, to, renames), .. renames.Forward, .. Planner.Plan(from, to, comparison.Guesses)],
            [.. Conditions.Down(from, to), .. Planner.Plan(to, from, comparison.Guesses, back: true), .. renames.Back]);
    }
}
