using System.Text.RegularExpressions;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>A schema that changes at random, as a model would that somebody works on; always one that both engines can make.</summary>
/// <param name="random">Its seed repeats it.</param>
internal sealed class RandomModel(Random random)
{
    private readonly List<string> _log = [];
    private readonly List<string> _drops = [];
    private readonly List<(string From, string To)> _tables = [];
    private readonly List<(string Table, string From, string To)> _columns = [];
    private int _names;

    public Random Random => random;

    public DatabaseSchema Schema { get; private set; } = DatabaseSchema.Empty;

    /// <summary>What was changed, in words.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>Tables that went since <see cref="Begin"/>.</summary>
    public IReadOnlyList<string> Drops => _drops;

    /// <summary>What goes by another name since <see cref="Begin"/>, as a person says it.</summary>
    public IReadOnlyList<string> Renames
        => [.. _tables.Select(t => $"{t.From}:{t.To}"), .. _columns.Select(c => $"{TableBefore(c.Table)}.{c.From}:{c.To}")];

    /// <summary>The next cases are about what changes from here.</summary>
    public void Begin()
    {
        _log.Clear();
        _drops.Clear();
        _tables.Clear();
        _columns.Clear();
    }

    /// <summary>Takes everything back since then.</summary>
    public void Return(DatabaseSchema schema)
    {
        Begin();
        Schema = schema;
    }

    public string TableBefore(string table) => _tables.FirstOrDefault(t => t.To == table).From ?? table;

    public string ColumnBefore(string table, string column)
        => _columns.FirstOrDefault(c => c.Table == table && c.To == column).From ?? column;

    public bool IsRenamed(string table) => _tables.Exists(t => t.To == table) || _columns.Exists(c => c.Table == table);

    /// <summary>
    /// The column that tells the rows of a table apart, whatever happens to the table: it is never dropped and keeps its type.
    /// </summary>
    public static string Anchor(Table table)
        => table.Columns.First(
            c => c.Name.StartsWith("id", StringComparison.Ordinal) || c.Name.StartsWith("code", StringComparison.Ordinal)).Name;

    public string Name(string kind) => $"{kind}{++_names}";

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public List<T> Some<T>(IReadOnlyList<T> of, int most) => [.. of.OrderBy(_ => random.Next()).Take(1 + random.Next(most))];

    public void Say(string what) => _log.Add(what);

    public void Change(string table, Func<Table, Table> change)
        => Schema = Schema with { Tables = [.. Schema.Tables.Select(t => t.Name == table ? change(t) : t)] };

    public void Change(string table, string column, Func<Column, Column> change)
        => Change(table, t => t with { Columns = [.. t.Columns.Select(c => c.Name == column ? change(c) : c)] });

    public void Add(Table table) => Schema = Schema with { Tables = [.. Schema.Tables, table] };

    public void Add(string table, Constraint constraint) => Change(table, t => t with { Constraints = [.. t.Constraints, constraint] });

    public void Set(EnumType type) => Schema = Schema with { Enums = [.. Schema.Enums.Where(e => e.Name != type.Name), type] };

    public void Set(Sequence sequence)
        => Schema = Schema with { Sequences = [.. Schema.Sequences.Where(s => s.Name != sequence.Name), sequence] };

    public void DropEnum(string name) => Schema = Schema with { Enums = [.. Schema.Enums.Where(e => e.Name != name)] };

    public void DropSequence(string name) => Schema = Schema with { Sequences = [.. Schema.Sequences.Where(s => s.Name != name)] };

    /// <summary>Drops a table; keys that refer to it go with it, as do the sequences of its columns.</summary>
    public void DropTable(string name)
    {
        _drops.Add(name);
        Schema = Schema with
        {
            Tables = [
                .. Schema.Tables.Where(t => t.Name != name)
                    .Select(t => t with { Constraints = [.. t.Constraints.Where(c => c is not ForeignKey key || key.Parent != name)] })
            ],
            Sequences = [.. Schema.Sequences.Where(s => s.Owner?.StartsWith($"{name}.", StringComparison.Ordinal) != true)],
        };
    }

    /// <summary>Drops a column with all that hangs on it.</summary>
    public void DropColumn(string table, string column)
    {
        Free(table, column);
        Change(table, t => t with { Columns = [.. t.Columns.Where(c => c.Name != column)] });
        Schema = Schema with { Sequences = [.. Schema.Sequences.Where(s => s.Owner != $"{table}.{column}")] };
    }

    /// <summary>Drops what hangs on a column.</summary>
    public void Free(string table, string column)
    {
        foreach (var computed in Schema.Table(table)!.Columns.Where(c => c.Computed is { } text && Mentions(text, column)).ToList())
            DropColumn(table, computed.Name);
        Change(table, t => t with
        {
            Constraints = [.. t.Constraints.Where(c => !Uses(c, column))],
            Indexes = [.. t.Indexes.Where(i => !Uses(i, column))],
        });
        Schema = Schema with
        {
            Tables = [
                .. Schema.Tables.Select(t => t with
                {
                    Constraints = [
                        .. t.Constraints.Where(c => c is not ForeignKey key || key.Parent != table || !key.ParentColumns.Contains(column))
                    ]
                })
            ],
        };
    }

    public void RenameTable(string from, string to)
    {
        _tables.Add((from, to));
        Schema = Schema with
        {
            Tables =
            [
                .. Schema.Tables.Select(t => t with
                {
                    Name = t.Name == from ? to : t.Name,
                    Constraints = [.. t.Constraints.Select(c => c is ForeignKey key && key.Parent == from ? key with { Parent = to } : c)],
                }),
            ],
            Sequences = [
                .. Schema.Sequences.Select(
                    s => s.Owner?.Split('.') is [var table, var column] && table == from ? s with { Owner = $"{to}.{column}" } : s)
            ],
        };
    }

    public void RenameColumn(string table, string from, string to)
    {
        _columns.Add((table, from, to));
        Change(table, t => t with
        {
            Columns = [.. t.Columns.Select(c => c with { Name = New(c.Name), Computed = c.Computed is null ? null : Text(c.Computed) })],
            Constraints = [.. t.Constraints.Select(Renamed)],
            Indexes =
            [
                .. t.Indexes.Select(i => i with
                {
                    Terms = [.. i.Terms.Select(x => x with { Expression = x.IsExpression ? Text(x.Expression) : New(x.Expression) })],
                    Included = [.. i.Included.Select(New)],
                    Filter = i.Filter is null ? null : Text(i.Filter),
                }),
            ],
        });
        Schema = Schema with
        {
            Tables = [
                .. Schema.Tables.Select(t => t with
                {
                    Constraints = [
                        .. t.Constraints.Select(c => c is ForeignKey key && key.Parent == table
                            ? key with { ParentColumns = [.. key.ParentColumns.Select(New)] }
                            : c)
                    ]
                })
            ],
            Sequences = [.. Schema.Sequences.Select(s => s.Owner == $"{table}.{from}" ? s with { Owner = $"{table}.{to}" } : s)],
        };

        string New(string name) => name == from ? to : name;
        string Text(string sql) => Regex.Replace(sql, $@"\b{from}\b", to, RegexOptions.None, TimeSpan.FromSeconds(1));
        Constraint Renamed(Constraint constraint) => constraint switch
        {
            PrimaryKey key => key with { Columns = [.. key.Columns.Select(New)] },
            UniqueConstraint key => key with { Columns = [.. key.Columns.Select(New)] },
            ForeignKey key => key with { Columns = [.. key.Columns.Select(New)] },
            Check check => check with { Condition = Text(check.Condition) },
            _ => constraint,
        };
    }

    /// <summary>Whether anything hangs on a column.</summary>
    public bool IsUsed(Table table, string column)
        => table.Constraints.Any(c => Uses(c, column))
            || table.Indexes.Any(i => Uses(i, column))
            || IsComputedFrom(table, column)
            || IsReferred(table.Name, column);

    public bool IsReferred(string table, string column)
        => Schema.Tables.Any(t => t.Constraints.OfType<ForeignKey>().Any(k => k.Parent == table && k.ParentColumns.Contains(column)));

    public static bool IsComputedFrom(Table table, string column)
        => table.Columns.Any(c => c.Computed is { } text && Mentions(text, column));

    public static bool Uses(Constraint constraint, string column) => constraint switch
    {
        PrimaryKey key => key.Columns.Contains(column),
        UniqueConstraint key => key.Columns.Contains(column),
        ForeignKey key => key.Columns.Contains(column),
        Check check => Mentions(check.Condition, column),
        _ => false,
    };

    public static bool Uses(Letta.Migrations.Schema.Index index, string column)
        => index.Terms.Any(t => t.IsExpression ? Mentions(t.Expression, column) : t.Expression == column)
            || index.Included.Contains(column)
            || (index.Filter is { } filter && Mentions(filter, column));

    public static bool Mentions(string sql, string column)
        => Regex.IsMatch(sql, $@"\b{column}\b", RegexOptions.None, TimeSpan.FromSeconds(1));
}
