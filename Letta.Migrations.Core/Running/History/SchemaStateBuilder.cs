using FluentMigrator.Expressions;
using Letta.Migrations.Engines;
using Letta.Migrations.Running.Steps;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>
/// What a history makes, from what its revisions say and without any database, in Postgres' terms. So what a SQLite file keeps no trace of
/// is known all the same: the labels of an enum, whether JSON was binary, a sequence. What a revision does by SQL of its own is not seen.
/// </summary>
internal static class SchemaStateBuilder
{
    /// <summary>The schema after those revisions.</summary>
    public static DatabaseSchema Build(IEnumerable<RevisionInfo> revisions)
        => After(
            DatabaseSchema.Empty,
            revisions.SelectMany(r => RevisionSteps.Collect(r, PlanKind.Up, OfflineSchema.Postgres, schema: null).Changes));

    /// <summary>The schema after those steps.</summary>
    public static DatabaseSchema After(DatabaseSchema schema, IEnumerable<IMigrationExpression> steps)
    {
        var state = new SchemaState(schema);
        foreach (var step in steps)
            StockSteps.Get(step).ApplyTo(state);
        return state.Read();
    }

    /// <summary>
    /// The names of all tables, enums, sequences and views that revisions ever make on an engine, under any name, so that objects of others
    /// in the same schema can be distinguished. What a statement of their own makes is not known.
    /// </summary>
    public static IReadOnlySet<string> NamesOf(RevisionSet revisions, DatabaseTarget target)
    {
        var (state, engine) = (new SchemaState(DatabaseSchema.Empty), OfflineSchema.For(target));
        foreach (var step in revisions.All.SelectMany(r => RevisionSteps.WrittenDown(r, PlanKind.Up, engine)))
            StockSteps.Get(step).ApplyTo(state);
        return state.Named;
    }
}
