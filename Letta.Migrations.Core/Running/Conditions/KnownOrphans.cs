using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Orphans;

namespace Letta.Migrations.Running.Conditions;

/// <summary>
/// The orphans of foreign keys that are there already, on an engine that lets them be. A revision finds them when it changes their table;
/// an earlier one may correct them before that.
/// </summary>
internal sealed class KnownOrphans(IEnumerable<(OrphanKey Key, RowRefusal Refusal)> found)
{
    private readonly List<(OrphanKey Key, RowRefusal Refusal)> _open = [.. found];
    private readonly List<RowRefusal> _refusals = [];

    /// <summary>Those that no revision corrects before one finds them, so far.</summary>
    public IEnumerable<RowRefusal> Refusals => [.. _refusals, .. _open.Select(o => o.Refusal)];

    /// <summary>Leaves a foreign key to a condition that asks for the same; true if it was among these.</summary>
    public bool LeaveTo(RefuseRowsExpression condition) => _open.RemoveAll(o => NewKeys.AsksFor(condition, o.Key)) > 0;

    /// <summary>
    /// Takes note of a revision; true if orphans have to be looked for again when it begins, because it may correct some.
    /// </summary>
    /// <param name="changes">What it does.</param>
    /// <param name="data">What is changed when it is done.</param>
    public bool Pass(IReadOnlyList<IMigrationExpression> changes, ChangedData data)
    {
        var later = false;
        foreach (var open in _open.ToList())
        {
            var (key, refusal) = open;
            if (MayCorrect(key, changes, data))
                later = true;
            else if (changes.Any(c => Checks(c, key.Table)))
                _refusals.Add(refusal);
            else
                continue;
            _open.Remove(open);
        }

        return later;
    }

    private static bool MayCorrect(OrphanKey key, IReadOnlyList<IMigrationExpression> changes, ChangedData data)
        => data.MayChange(key.Table, key.Key.Columns, key.Key.Parent, key.Key.ParentColumns)
            || changes.OfType<DeleteForeignKeyExpression>().Any(d => Same(d.ForeignKey.ForeignTable, key.Table));

    /// <summary>SQLite alters the table by it, and then looks at its foreign keys.</summary>
    private static bool Checks(IMigrationExpression step, string table) => step switch
    {
        CreateColumnExpression made => Same(made.TableName, table),
        DeleteColumnExpression gone => Same(gone.TableName, table),
        CreateForeignKeyExpression made => Same(made.ForeignKey.ForeignTable, table),
        CreateConstraintExpression made => Same(made.Constraint.TableName, table),
        _ => false,
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
