using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// Holds what a model says against what is in a database. Both are compared as the engine shows them, so that one thing spelled in two ways
/// is one thing. Where the database is what its history says, the history's own words stand for it: they know what SQLite keeps no trace
/// of.
/// </summary>
internal sealed class ModelComparison
{
    private readonly SchemaPair _expected;
    private readonly SchemaPair _history;
    private readonly DatabaseSchema _actual;
    private readonly bool _complete;
    private readonly ComparisonScope _scope;
    private readonly List<Difference> _differences = [];
    private readonly List<string> _notes = [];
    private readonly HashSet<object> _guesses = new(ReferenceEqualityComparer.Instance);

    /// <param name="expected">What the model says.</param>
    /// <param name="history">What the history says.</param>
    /// <param name="actual">What is in the database.</param>
    /// <param name="complete">Whether the engine keeps everything that can be said: true on Postgres.</param>
    /// <param name="scope">What is looked at, and which tables are the model's business.</param>
    public ModelComparison(SchemaPair expected, SchemaPair history, DatabaseSchema actual, bool complete, ComparisonScope scope)
    {
        (_expected, _history, _actual, _complete, _scope) = (expected, history, actual, complete, scope);
        var names = expected.Reflected.Tables.Concat(actual.Tables).Select(t => t.Name).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var tables = names.Select(Compare).ToList();
        var to = tables.Select(t => t.To).OfType<Table>().ToList();
        var enums = Compare(
            expected.Declared.Enums, expected.Reflected.Enums, actual.Enums, history.Declared.Enums,
            isUsed: t => to.Any(table => table.Columns.Any(c => c.Type.Trim('"') == t.Name)), goes: _ => false);
        var sequences = Compare(
            expected.Declared.Sequences, expected.Reflected.Sequences, actual.Sequences, history.Declared.Sequences,
            isUsed: s => to.Any(table => table.Columns.Any(c => Sequences.DrawnBy(c) == s.Name)),
            goes: s => s.Owner?.Split('.') is [var table, var column] && to.FirstOrDefault(t => t.Name == table)?.Column(column) is null);
        From = new DatabaseSchema([.. tables.Select(t => t.From).OfType<Table>()], Sorted(enums.From), Sorted(sequences.From))
        {
            Extensions = history.Declared.Extensions,
        };
        To = new DatabaseSchema(to, Sorted(enums.To), Sorted(sequences.To))
        {
            Extensions = [.. history.Declared.Extensions.Union(expected.Declared.Extensions, StringComparer.Ordinal)],
        };
        _differences.AddRange(
            To.Extensions.Except(From.Extensions, StringComparer.Ordinal)
                .Select(e => new Difference(DifferenceKind.Missing, null, $"extension \"{e}\"", "", null)));
        _notes.AddRange(actual.Views.Select(v => $"view \"{v.Name}\""));
    }

    /// <summary>What the model says.</summary>
    public SchemaPair Expected => _expected;

    /// <summary>The database, in Postgres' terms.</summary>
    public DatabaseSchema From { get; }

    /// <summary>What it is to be: what differs as the model says it, everything else the same object as in <see cref="From"/>.</summary>
    public DatabaseSchema To { get; }

    /// <summary>What differs.</summary>
    public IReadOnlyList<Difference> Differences => _differences;

    /// <summary>What the model does not know and is none of its business.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The objects of <see cref="From"/> of which SQLite does not tell what they were on Postgres.</summary>
    public IReadOnlySet<object> Guesses => _guesses;

    private (Table? From, Table? To) Compare(string name)
    {
        var (expected, actual) = (_expected.Reflected.Table(name), _actual.Table(name));
        if (_scope.Excluded.Contains(name))
            return actual is null ? (null, null) : Same(Known(actual));
        if (actual is null)
        {
            _differences.Add(new Difference(DifferenceKind.Missing, null, $"table \"{name}\"", "", null));
            return (null, _expected.Declared.Table(name));
        }

        if (expected is not null)
            return Compare(_expected.Declared.Table(name)!, expected, actual);

        var extra = Known(actual);
        if (_scope.Known.Contains(name) || _scope.Drops.Contains(name))
            _differences.Add(new Difference(DifferenceKind.Extra, null, $"table \"{name}\"", null, ""));
        else
            _notes.Add($"table \"{name}\"");
        return (extra, _scope.Drops.Contains(name) ? null : extra);
    }

    private (Table From, Table To) Compare(Table declared, Table expected, Table actual)
    {
        var (made, history) = (_history.Reflected.Table(actual.Name), _history.Declared.Table(actual.Name));
        var before = _differences.Count;
        var columns = Items(declared.Columns, expected.Columns, actual.Columns, made?.Columns, history?.Columns, declared.Name);
        var constraints
            = Items(declared.Constraints, expected.Constraints, actual.Constraints, made?.Constraints, history?.Constraints, declared.Name);
        var indexes = Items(declared.Indexes, expected.Indexes, actual.Indexes, made?.Indexes, history?.Indexes, declared.Name);
        _notes.AddRange(actual.Triggers.Select(t => $"trigger \"{t.Name}\" of \"{actual.Name}\""));

        var comment = _complete ? actual.Comment : history?.Comment;
        if (comment != declared.Comment && !_scope.Excluded.Contains(declared.Name, "comment"))
            _differences.Add(new Difference(DifferenceKind.Changed, declared.Name, "comment", Quoted(declared.Comment), Quoted(comment)));
        else
            declared = declared with { Comment = comment };

        var from = new Table(declared.Name, columns.From, Sorted(constraints.From), Sorted(indexes.From), []) { Comment = comment };
        return before == _differences.Count
            ? Same(from)
            : (from, new Table(declared.Name, columns.To, Sorted(constraints.To), Sorted(indexes.To), []) { Comment = declared.Comment });
    }

    private (List<T> From, List<T> To) Items<T>(
        IReadOnlyList<T> declared,
        IReadOnlyList<T> expected,
        IReadOnlyList<T> actual,
        IReadOnlyList<T>? made,
        IReadOnlyList<T>? history,
        string table)
        where T : SchemaItem
    {
        var (from, to) = (new List<T>(), new List<T>());
        foreach (var one in actual.Where(one => one is not OtherConstraint))
        {
            var wanted = Find(expected, one);
            var (known, isHistory) = Known(one, made, history);
            if (known is null)
                continue; // It helps another object, and comes and goes with that one.
            from.Add(known);
            var asSaid = wanted is null ? null : Find(declared, one);
            if (_scope.Excluded.Contains(table, one.Name) || (wanted is not null && asSaid is null))
                to.Add(known);
            else if (wanted is null)
                Add(DifferenceKind.Extra, table, one, null, Shown(one, known));
            else if (!SchemaEquivalence.Same(wanted, one, _complete))
                Change(!_complete && asSaid!.Text != known.Text ? (asSaid.Text, known.Text) : (wanted.Text, one.Text), asSaid!);
            else if (!_complete && isHistory && SqliteLostAttributes.Describe(asSaid!) != SqliteLostAttributes.Describe(known))
                Change((asSaid!.Text, known.Text), asSaid);
            else
                to.Add(known);

            // In Postgres' terms, as everything else is shown; in SQLite's own where only those differ.
            void Change((string Expected, string Actual) shown, T item)
            {
                Add(DifferenceKind.Changed, table, one, shown.Expected, shown.Actual);
                to.Add(item);
            }
        }

        _notes.AddRange(actual.OfType<OtherConstraint>().Select(c => $"constraint \"{c.Name}\" of \"{table}\""));
        foreach (var missing in expected.Where(e => Find(actual, e) is null && !_scope.Excluded.Contains(table, e.Name)))
        {
            if (Find(declared, missing) is not { } item)
                continue;
            Add(DifferenceKind.Missing, table, missing, _complete ? missing.Text : item.Text, null);
            to.Add(item);
        }

        return (from, to);
    }

    /// <summary>Enums and sequences: SQLite has none, so there the history's word is all there is.</summary>
    private (List<T> From, List<T> To) Compare<T>(
        IReadOnlyList<T> declared,
        IReadOnlyList<T> expected,
        IReadOnlyList<T> actual,
        IReadOnlyList<T> history,
        Func<T, bool> isUsed,
        Func<T, bool> goes)
        where T : SchemaItem
    {
        var (from, to) = (new List<T>(), new List<T>());
        var (should, does) = _complete ? (expected, actual) : (declared, history);
        foreach (var one in does)
        {
            from.Add(one);
            var wanted = Find(should, one);
            if (_scope.Excluded.Contains(one.Name) || (wanted is null && isUsed(one)))
                to.Add(one);
            else if (wanted is null && Find(history, one) is null)
            {
                if (goes(one))
                    continue; // Postgres drops a sequence with the column that owns it.
                _notes.Add($"{one.Kind} \"{one.Name}\"");
                to.Add(one);
            }
            else if (wanted is null)
                Add(DifferenceKind.Extra, null, one, null, one.Text);
            else if (wanted.Text != one.Text)
            {
                Add(DifferenceKind.Changed, null, one, wanted.Text, one.Text);
                to.Add(Find(declared, one) ?? wanted);
            }
            else
                to.Add(one);
        }

        foreach (var missing in should.Where(s => Find(does, s) is null && !_scope.Excluded.Contains(s.Name)))
        {
            Add(DifferenceKind.Missing, null, missing, missing.Text, null);
            to.Add(Find(declared, missing) ?? missing);
        }

        return (from, to);
    }

    private void Add(DifferenceKind kind, string? table, SchemaItem item, string? expected, string? actual)
        => _differences.Add(new Difference(kind, table, $"{item.Kind} \"{item.Name}\"", expected, actual));

    private string Shown(SchemaItem actual, SchemaItem known) => _complete ? actual.Text : known.Text;

    private Table Known(Table actual)
    {
        var (made, declared) = (_history.Reflected.Table(actual.Name), _history.Declared.Table(actual.Name));
        return new Table(
            actual.Name,
            Known(actual.Columns, made?.Columns, declared?.Columns),
            Sorted(Known(actual.Constraints, made?.Constraints, declared?.Constraints)),
            Sorted(Known(actual.Indexes, made?.Indexes, declared?.Indexes)),
            [])
        {
            Comment = _complete ? actual.Comment : declared?.Comment,
        };
    }

    private List<T> Known<T>(IReadOnlyList<T> actual, IReadOnlyList<T>? made, IReadOnlyList<T>? declared)
        where T : SchemaItem
        => [.. actual.Select(one => Known(one, made, declared).Known).OfType<T>()];

    /// <summary>An object of the database in Postgres' terms: in the history's words where it is what the history makes.</summary>
    private (T? Known, bool IsHistory) Known<T>(T actual, IReadOnlyList<T>? made, IReadOnlyList<T>? declared)
        where T : SchemaItem
    {
        if (made is not null && Find(made, actual) is { } same && SchemaEquivalence.Same(same, actual, _complete))
            return (Find(declared!, actual), true);
        if (_complete)
            return (actual, false);

        var guess = (T)SqliteGuess.Guess(actual);
        if (SqliteGuess.IsDoubtful(actual))
            _guesses.Add(guess);
        return (guess, false);
    }

    /// <summary>The same object elsewhere. A table has one primary key, whatever that is called: few models name it.</summary>
    private static T? Find<T>(IReadOnlyList<T> items, T like)
        where T : SchemaItem
        => items.FirstOrDefault(
            i => i.GetType() == like.GetType() && (like is PrimaryKey || string.Equals(i.Name, like.Name, StringComparison.Ordinal)));

    /// <summary>Each engine lists its objects in an order of its own; what is written is the same on both.</summary>
    private static List<T> Sorted<T>(IEnumerable<T> items)
        where T : SchemaItem
        => [.. items.OrderBy(i => i.Name, StringComparer.Ordinal)];

    private static (Table, Table) Same(Table table) => (table, table);

    private static string Quoted(string? comment) => comment is null ? "none" : $"'{comment}'";
}
