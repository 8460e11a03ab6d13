using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What is left out of a comparison: <c>table</c>, <c>table.object</c>, or the name of an enum or sequence.</summary>
internal sealed class Exclusions(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = [.. names];

    public static Exclusions None { get; } = new([]);

    /// <summary>Refuses a name of nothing: it would leave out nothing, and nobody would notice.</summary>
    /// <param name="command">The command that shows the names.</param>
    /// <param name="schemas">Where each may be: the model, the history, the database.</param>
    /// <exception cref="ConfigurationException">None has it.</exception>
    public void RequireKnown(string command, params IEnumerable<DatabaseSchema> schemas)
    {
        var known = schemas.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        if (_names.FirstOrDefault(n => !known.Contains(n)) is not { } unknown)
            return;

        var nearest = Nearest.To(unknown, known);
        throw new ConfigurationException(
            $"--exclude {unknown} names nothing in the model, the history or the "
                + $"database{(nearest is null ? "." : $"; did you mean \"{nearest}\"?")}",
            $"Give a table, table.object, an enum or a sequence, by its name as it is shown by: {command}");
    }

    public bool Contains(string name) => _names.Contains(name);

    public bool Contains(string table, string item) => _names.Contains($"{table}.{item}");

    private static IEnumerable<string> Names(DatabaseSchema schema) =>
    [
        .. schema.Tables.SelectMany(
            t => (IEnumerable<string>)[t.Name, $"{t.Name}.comment", .. t.Members.Select(m => $"{t.Name}.{m.Name}")]),
        .. schema.Enums.Select(e => e.Name),
        .. schema.Sequences.Select(s => s.Name),
    ];
}
