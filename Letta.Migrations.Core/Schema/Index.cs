namespace Letta.Migrations.Schema;

/// <summary>An index.</summary>
/// <param name="Name">The index.</param>
/// <param name="Terms">What it is over, in order.</param>
internal sealed record Index(string Name, IReadOnlyList<IndexTerm> Terms) : SchemaItem(Name)
{
    public override string Kind => "index";

    /// <summary>Whether no two rows may have the same key.</summary>
    public bool Unique { get; init; }

    /// <summary>Whether, in a unique index, one NULL equals another.</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>How it is organized, e.g. <c>gin</c>; null for a B-tree.</summary>
    public string? Method { get; init; }

    /// <summary>The options of its method, e.g. <c>m=16</c>, in the order of their names.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Columns that are kept in it without being part of the key.</summary>
    public IReadOnlyList<string> Included { get; init; } = [];

    /// <summary>The condition on the rows it holds; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>False for what a build that was interrupted left behind: no query uses it.</summary>
    public bool Valid { get; init; } = true;

    public override string Text
        => $"{(Unique ? "unique " : "")}{(Method is null ? "" : $"{Method} ")}({string.Join(", ", Terms.Select(t => t.Text))})"
            + (Included.Count == 0 ? "" : $" include ({string.Join(", ", Included)})")
            + (NullsNotDistinct ? " nulls not distinct" : "")
            + (Options.Count == 0 ? "" : $" with ({string.Join(", ", Options)})")
            + (Filter is null ? "" : $" where {Filter}")
            + (Valid ? "" : ", invalid");
}
