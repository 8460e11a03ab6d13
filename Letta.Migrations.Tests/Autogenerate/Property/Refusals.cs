using System.Text.RegularExpressions;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Schema;
using Rows = System.Collections.Generic.Dictionary<
    string, System.Collections.Generic.Dictionary<string, System.Collections.Generic.Dictionary<string, string?>>>;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>Which rows contradict a change, found from the rows themselves: what the revision has to refuse, and nothing else.</summary>
/// <param name="from">The schema before.</param>
/// <param name="to">The schema after.</param>
/// <param name="rows">The rows before.</param>
/// <param name="tableBefore">What a table is called before.</param>
/// <param name="columnBefore">What a column is called before.</param>
/// <param name="back">Whether this is the downgrade, on which a value that is gone leaves a column nullable.</param>
internal sealed class Refusals(
    DatabaseSchema from,
    DatabaseSchema to,
    Rows rows,
    Func<string, string> tableBefore,
    Func<string, string, string> columnBefore,
    bool back)
{
    private readonly ColumnCode _words = new([.. to.Enums, .. from.Enums]);

    public IReadOnlyList<string> Find() => [.. to.Tables.Where(t => RowsOf(t.Name).Count > 0).SelectMany(FindIn), .. Labels()];

    private IEnumerable<string> FindIn(Table table)
    {
        var there = RowsOf(table.Name);
        foreach (var column in table.Columns)
        {
            var before = Before(table, column);
            if (before is null)
            {
                if (IsWithout(table, column) && (!back || table.Key.Contains(column.Name)))
                    yield return $"nothing for {table.Name}.{column.Name}";
                continue;
            }

            var values = there.ConvertAll(r => r[before.Name]);
            if (!column.Nullable && values.Contains(null))
                yield return $"null in {table.Name}.{column.Name}";
            if (Regex.Match(
                column.Type,
                @"^character varying\((?<length>\d+)\)$",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)) is { Success: true } match
                && RandomColumns.IsText(before.Type) && values.Exists(
                    v => v is not null && Plain(v).Length > int.Parse(match.Groups["length"].Value, provider: null)))
                yield return $"too long for {table.Name}.{column.Name}";
        }

        foreach (var constraint in table.Constraints)
        {
            var refused = constraint switch
            {
                PrimaryKey key => Twins(table, key.Columns, nullsEqual: false),
                UniqueConstraint key => Twins(table, key.Columns, key.NullsNotDistinct),
                ForeignKey key => Orphans(table, key),
                Check check => Breaks(table, check),
                _ => false,
            };
            if (refused)
                yield return $"{constraint.Kind} {table.Name}.{constraint.Name}";
        }

        foreach (var index in table.Indexes.Where(i => i.Unique))
        {
            // The only filter there is leaves out rows with NULL in one column.
            var filtered = index.Filter is { } filter ? table.Columns.First(c => RandomModel.Mentions(filter, c.Name)) : null;
            if (Twins(table, [.. index.Terms.Select(t => t.Expression)], index.NullsNotDistinct, filtered))
                yield return $"index {table.Name}.{index.Name}";
        }
    }

    private bool Twins(Table table, IReadOnlyList<string> columns, bool nullsEqual, Column? notNull = null)
    {
        if (columns.Any(c => Value(table, table.Column(c)!) is null))
            return false;
        var keys = RowsOf(table.Name)
            .Where(r => notNull is null || Value(table, notNull)!(r) is not null)
            .Select(r => columns.Select(c => Value(table, table.Column(c)!)!(r)).ToList())
            .Where(k => nullsEqual || !k.Contains(null))
            .Select(k => string.Join('\u0001', k.Select(v => v ?? "\u0002")))
            .ToList();
        return keys.Distinct(StringComparer.Ordinal).Count() < keys.Count;
    }

    private bool Orphans(Table table, ForeignKey key)
    {
        var parent = to.Table(key.Parent)!;
        var own = key.Columns.Select(c => Value(table, table.Column(c)!)!).ToList();
        var parents = RowsOf(parent.Name)
            .Select(r => string.Join('\u0001', key.ParentColumns.Select(c => Value(parent, parent.Column(c)!)?.Invoke(r))))
            .ToHashSet(StringComparer.Ordinal);
        return RowsOf(table.Name).Select(r => own.ConvertAll(v => v(r)))
            .Any(v => !v.Contains(null) && !parents.Contains(string.Join('\u0001', v)));
    }

    /// <summary>The strict conditions; what else is asked for is true of every row.</summary>
    private bool Breaks(Table table, Check check)
    {
        var column = table.Columns.FirstOrDefault(c => RandomModel.Mentions(check.Condition, c.Name));
        var value = column is null ? null : Value(table, column);
        if (value is null)
            return false;
        var values = RowsOf(table.Name).Select(value).OfType<string>().Select(Plain);
        return check.Condition.EndsWith(") > 3)", StringComparison.Ordinal)
            ? values.Any(v => v.Length <= 3)
            : check.Condition.EndsWith(" > 1)", StringComparison.Ordinal) && values.Any(v => long.Parse(v, provider: null) <= 1);
    }

    private IEnumerable<string> Labels()
    {
        foreach (var type in to.Enums)
        {
            var gone
                = from.Enums.FirstOrDefault(e => e.Name == type.Name)?.Labels.Except(type.Labels, StringComparer.Ordinal).ToList() ?? [];
            foreach (var after in to.Tables)
            {
                if (from.Table(tableBefore(after.Name)) is not { } table)
                    continue;
                foreach (var column in table.Columns.Where(
                    c => c.Type == type.Name && after.Columns.Any(a => columnBefore(after.Name, a.Name) == c.Name)))
                {
                    if (rows[table.Name].Values.Any(r => r[column.Name] is { } value && gone.Contains(Plain(value))))
                        yield return $"label of {type.Name} in {table.Name}.{column.Name}";
                }
            }
        }
    }

    /// <summary>What a row has in a column afterwards; null where each has something else.</summary>
    private Func<Dictionary<string, string?>, string?>? Value(Table table, Column column)
    {
        if (Before(table, column) is { } before)
            return r => r[before.Name];
        if (column.Computed is not null
            || column.Identity is not null
            || (Sequences.DrawnBy(column) is not null && IsSerial(table, column)))
            return null;
        if (column.Default is not null && Sequences.DrawnBy(column) is null)
            return _ => SqlLiteral.TextOf(column.Default, column.Type) ?? column.Default;
        return column.Nullable || IsWithout(table, column) ? _ => null : _ => "placeholder";
    }

    /// <summary>Whether there is nothing that rows could get in a new column.</summary>
    private bool IsWithout(Table table, Column column)
        => column is { Nullable: false, Identity: null, Computed: null }
            && (column.Default is null || (Sequences.DrawnBy(column) is not null && !IsSerial(table, column)))
            && Values.Placeholder(table, column, _words) is null;

    private bool IsSerial(Table table, Column column) => to.Sequences.Any(s => s.Owner == $"{table.Name}.{column.Name}");

    private Column? Before(Table table, Column column)
        => from.Table(tableBefore(table.Name))?.Column(columnBefore(table.Name, column.Name));

    private List<Dictionary<string, string?>> RowsOf(string table)
        => from.Table(tableBefore(table)) is { } before ? [.. rows[before.Name].Values] : [];

    private static string Plain(string value)
        => value is ['\'', .., '\''] ? value[1..^1].Replace("''", "'", StringComparison.Ordinal) : value;
}
