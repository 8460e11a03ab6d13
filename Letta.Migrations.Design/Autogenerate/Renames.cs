using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What is the same thing under another name. Only a person knows; nothing is ever guessed.</summary>
/// <param name="Tables">Tables: from, to.</param>
/// <param name="Columns">Columns: the table by the name it has afterwards, from, to.</param>
internal sealed record Renames(
    IReadOnlyList<(string From, string To)> Tables, IReadOnlyList<(string Table, string From, string To)> Columns)
{
    public static Renames None { get; } = new([], []);

    public bool Any => Tables.Count + Columns.Count > 0;

    public IEnumerable<Operation> Forward
        => [
            .. Tables.Select(t => TableOperations.Rename(t.From, t.To)),
            .. Columns.Select(c => ColumnOperations.Rename(c.Table, c.From, c.To))
        ];

    public IEnumerable<Operation> Back
        => [
            .. Columns.Reverse().Select(c => ColumnOperations.Rename(c.Table, c.To, c.From)),
            .. Tables.Reverse().Select(t => TableOperations.Rename(t.To, t.From))
        ];

    /// <summary>Whether a table, or a column of it, goes by another name before.</summary>
    public bool Touches(string table, IEnumerable<string> columns)
        => Tables.Any(t => t.To == table) || Columns.Any(c => c.Table == table && columns.Contains(c.To));

    /// <summary>
    /// Reads <c>table.old:new</c> and <c>old_table:new_table</c>, and holds them against what is there and what is to be.
    /// </summary>
    /// <exception cref="ConfigurationException">One cannot be read, or what it names is not there.</exception>
    public static Renames Parse(IEnumerable<string> texts, DatabaseSchema actual, DatabaseSchema expected, string command)
    {
        var tables = new List<(string From, string To)>();
        var columns = new List<(string Table, string From, string To)>();
        foreach (var text in texts)
        {
            switch (text.Split(':', '.'))
            {
                case [{ Length: > 0 } from, { Length: > 0 } to] when text.Contains(':', StringComparison.Ordinal):
                    Require(actual.Table(from) is not null, text, $"there is no table \"{from}\" in the database");
                    Require(actual.Table(to) is null, text, $"the table \"{to}\" is in the database already");
                    Require(expected.Table(to) is not null, text, $"there is no table \"{to}\" in the model");
                    tables.Add((from, to));
                    break;
                case [{ Length: > 0 } table, { Length: > 0 } from, { Length: > 0 } to]
                    when text.IndexOf('.', StringComparison.Ordinal) < text.IndexOf(':', StringComparison.Ordinal):
                    var before = tables.FirstOrDefault(t => t.To == table).From ?? table;
                    var after = tables.FirstOrDefault(t => t.From == table).To ?? table;
                    before = tables.Any(t => t.From == table) ? table : before;
                    Require(
                        actual.Table(before)?.Column(from) is not null,
                        text,
                        $"there is no column \"{from}\" in \"{before}\" in the database");
                    Require(actual.Table(before)?.Column(to) is null, text, $"\"{before}\" has a column \"{to}\" already");
                    Require(
                        expected.Table(after)?.Column(to) is not null, text, $"there is no column \"{to}\" in \"{after}\" in the model");
                    columns.Add((after, from, to));
                    break;
                default:
                    throw new ConfigurationException(
                        $"\"{text}\" does not say what is renamed.",
                        "Write table.old:new for a column, or old:new for a table, by their names in the database.");
            }
        }

        return new Renames(tables, columns);

        void Require(bool met, string text, string otherwise)
        {
            if (!met)
                throw new ConfigurationException($"--rename {text} cannot be: {otherwise}.", $"See what differs with: {command}");
        }
    }
}
