namespace Letta.Migrations.Backfills;

/// <summary>The rows whose keys lie between two, or those of one.</summary>
/// <param name="After">Where it begins, exclusive; null for the first row.</param>
/// <param name="UpTo">Where it ends, inclusive; null for the last row.</param>
internal sealed record KeyRange(string[]? After, string[]? UpTo)
{
    /// <summary>No row at all: a statement over it changes nothing, and shows whether it is one.</summary>
    public static KeyRange Nothing { get; } = new(null, null) { IsEmpty = true };

    /// <summary>True if no row is meant.</summary>
    public bool IsEmpty { get; private init; }

    /// <summary>The one key that is meant; null for all between.</summary>
    public string[]? Only { get; init; }

    /// <summary>The condition, as SQL.</summary>
    public string Condition(BackfillKey key)
    {
        List<string> all = IsEmpty ? ["1 = 0"] : [];
        if (After is not null)
            all.Add(key.Compare(">", "migration_after"));
        if (UpTo is not null)
            all.Add(key.Compare("<=", "migration_upto"));
        if (Only is not null)
            all.Add(key.Compare("=", "migration_only"));
        return all.Count == 0 ? "1 = 1" : string.Join(" and ", all);
    }

    /// <summary>Its parameters.</summary>
    public IEnumerable<(string Name, object? Value)> Values(BackfillKey key)
        => [
            .. After is null ? [] : key.Values(After, "migration_after"),
            .. UpTo is null ? [] : key.Values(UpTo, "migration_upto"),
            .. Only is null ? [] : key.Values(Only, "migration_only"),
        ];
}
