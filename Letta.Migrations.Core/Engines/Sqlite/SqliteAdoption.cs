using Letta.Migrations.Engines.Sqlite.Adopting;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>Brings what another tool built in its own way into the shape that revisions give it, before they are recorded.</summary>
/// <param name="processor">On the database, in the transaction of the adoption.</param>
internal sealed class SqliteAdoption(SqliteRevisionProcessor processor) : ISchemaAdoption
{
    private PartialRevisionStash? _stash;

    public IReadOnlyList<Difference> Conform(IShadow shadow, IShadow? begun, bool despite)
    {
        _stash = begun is null ? null : new PartialRevisionStash(processor, begun.Read());
        var transaction = processor.Transaction;
        var differences = new Conformer(processor, ((SqliteShadow)shadow).Snapshot(), _stash).Conform(despite);
        processor.Transaction = transaction; // Every row was kept: what the copies wrote is no reason to check its foreign keys.
        return differences;
    }

    public void PutBack() => _stash?.PutBack();
}
