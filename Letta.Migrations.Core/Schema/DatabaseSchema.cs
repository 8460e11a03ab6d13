namespace Letta.Migrations.Schema;

/// <summary>
/// What one schema of a database holds, whichever engine it is on, without what belongs to extensions or to our own bookkeeping.
/// </summary>
/// <param name="Tables">Its tables.</param>
/// <param name="Enums">Its enum types; none on SQLite.</param>
/// <param name="Sequences">Its sequences, but for those of identity columns; none on SQLite.</param>
internal sealed record DatabaseSchema(IReadOnlyList<Table> Tables, IReadOnlyList<EnumType> Enums, IReadOnlyList<Sequence> Sequences)
{
    /// <summary>Its views; none where they were not read, because nothing is compared with them.</summary>
    public IReadOnlyList<View> Views { get; init; } = [];

    /// <summary>The extensions of Postgres that a model or a history asks for; none where it was read from a database.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>A schema with nothing in it.</summary>
    public static DatabaseSchema Empty { get; } = new([], [], []);

    /// <summary>The table of that name; null if there is none.</summary>
    public Table? Table(string name) => Tables.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.Ordinal));
}
