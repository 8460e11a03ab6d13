using System.Text.RegularExpressions;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Backfills;

/// <summary>
/// A move of data that has a name, so that it can be watched, stopped, shared and finished later: the rows of a table, in the order of a
/// key, in batches that are committed one by one.
/// </summary>
/// <param name="Name">What the command line calls it: small letters, digits and <c>_</c>.</param>
/// <param name="Table">The table whose rows are walked through.</param>
public sealed partial record Backfill(string Name, string Table)
{
    /// <summary>The columns along which the table is walked: together unique, and never NULL.</summary>
    public IReadOnlyList<string> Key { get; init; } = ["id"];

    /// <summary>What is done to the rows of a batch; null as long as nobody said it.</summary>
    public BackfillWork? Work { get; init; }

    /// <summary>A condition on the rows that wait for it; null for all rows.</summary>
    public string? Where { get; init; }

    /// <summary>True for one that the upgrade does not wait for.</summary>
    public bool IsOnline { get; init; }

    /// <summary>
    /// True for one that no revision carries out and that never is due by itself: it runs when somebody asks for it by name.
    /// </summary>
    public bool OnlyWhenAsked { get; init; }

    /// <summary>True if it can only be carried out with the key that the applications encrypt with.</summary>
    internal bool Encrypts => Work is EncryptColumns;

    /// <summary>The condition on the rows that wait; null if all rows do, once.</summary>
    internal string? Waits(BackfillDialect dialect) => Work?.Waits(dialect) ?? Where;

    /// <summary>Whether two declarations mean the same move, so that they may share a name.</summary>
    internal bool Means(Backfill other)
        => (Name, Table, Where, IsOnline, OnlyWhenAsked) == (other.Name, other.Table, other.Where, other.IsOnline, other.OnlyWhenAsked)
            && Key.SequenceEqual(other.Key, StringComparer.Ordinal)
            && (Work is null ? other.Work is null : other.Work is not null && Work.Means(other.Work));

    /// <exception cref="ConfigurationException">The declaration is no backfill.</exception>
    internal void Check()
    {
        if (!Names().IsMatch(Name))
            throw Wrong($"\"{Name}\" is no name for a backfill.", "Use small letters, digits and _, beginning with a letter: count_steps");
        if (Key.Count == 0 || Key.Distinct(StringComparer.Ordinal).Count() != Key.Count)
            throw Wrong(
                $"The backfill \"{Name}\" has no key to walk along, or a column twice in it.",
                "Name the columns of a unique key: .Key(\"id\")");
        if (Work is null)
            throw Wrong($"The backfill \"{Name}\" does not say what to do.", "Give it one of .Set(…), .Statement(…) and .Rows(…).");
        Work.Check(this);
    }

    internal static ConfigurationException Wrong(string what, string next) => new(what, next);

    [GeneratedRegex("^[a-z][a-z0-9_]{0,99}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Names();
}
