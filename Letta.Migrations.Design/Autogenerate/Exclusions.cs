namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What is left out of a comparison: <c>table</c>, <c>table.object</c>, or the name of an enum or sequence.</summary>
internal sealed class Exclusions(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = [.. names];

    public static Exclusions None { get; } = new([]);

    public bool Contains(string name) => _names.Contains(name);

    public bool Contains(string table, string item) => _names.Contains($"{table}.{item}");
}
