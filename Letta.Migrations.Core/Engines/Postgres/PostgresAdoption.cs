using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Compares, and has nothing to bring into shape.</summary>
/// <param name="session">The session whose transaction it is done in.</param>
internal sealed class PostgresAdoption(PostgresSession session) : ISchemaAdoption
{
    public IReadOnlyList<Difference> Conform(IShadow shadow, IShadow? begun, bool despite)
        => new PostgresAdoptionRules().Compare(shadow.Read(), session.ReadSchema());

    /// <summary>Nothing: DDL is transactional, so that no part of a revision is ever left.</summary>
    public void PutBack()
    {
    }
}
