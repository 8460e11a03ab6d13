namespace Letta.Migrations.Schema;

/// <summary>Something with a name that a schema has. Two of them are the same when their kinds, names and texts are.</summary>
/// <param name="Name">Its name, without quotes and without a schema before it.</param>
internal abstract record SchemaItem(string Name)
{
    /// <summary>What a person calls it, e.g. <c>column</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Everything about it but its name, as one line.</summary>
    public abstract string Text { get; }
}
