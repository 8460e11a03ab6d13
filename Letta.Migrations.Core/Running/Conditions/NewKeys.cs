using System.Data;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines.Orphans;
using Letta.Migrations.Running.Steps;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Conditions;

/// <summary>The foreign keys that a revision adds: rows that are there may refer to no row by them.</summary>
/// <param name="orphans">Finds them, among the tables of now.</param>
internal sealed class NewKeys(OrphanRows orphans)
{
    private readonly List<OrphanKey> _keys = [];

    /// <summary>Those whose orphans are among the rows of now.</summary>
    public IReadOnlyList<OrphanKey> Keys => _keys;

    /// <summary>Whether there is one whose orphans may be others by the time that it is added.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Goes through the changes of a revision, in order, and notes what they change.</summary>
    public void Collect(IEnumerable<IMigrationExpression> changes, ChangedData data)
    {
        foreach (var step in changes)
        {
            if (step is CreateForeignKeyExpression { ForeignKey: var made })
                Collect(CreateKey(made), data);
            StockSteps.Get(step).NoteDataChanges(data);
        }
    }

    /// <summary>Whether a condition asks for the orphans of a foreign key, and for nothing else.</summary>
    public static bool AsksFor(RefuseRowsExpression condition, OrphanKey key)
        => key.Table == condition.Table && condition.Offence == $"must refer to an existing row of \"{key.Key.Parent}\" by {key.Columns}";

    private void Collect(OrphanKey key, ChangedData data)
    {
        if (data.Makes(key.Table, key.Key.Columns))
            return;
        if (data.MayChange(key.Table, key.Key.Columns, key.Key.Parent, key.Key.ParentColumns) || !orphans.CanAsk(key))
            IsIncomplete = true;
        else
            _keys.Add(key);
    }

    private static OrphanKey CreateKey(ForeignKeyDefinition made)
        => new(made.ForeignTable, new ForeignKey(made.Name, [.. made.ForeignColumns], made.PrimaryTable, [.. made.PrimaryColumns])
        {
            OnDelete = made.OnDelete switch
            {
                Rule.Cascade => "cascade",
                Rule.SetNull => "set null",
                Rule.SetDefault => "set default",
                _ => made is ExtendedForeignKey { RestrictsDelete: true } ? "restrict" : null,
            },
        });
}
