using Letta.Migrations.Product;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>A connection to look at a schema, and the transaction that it is in, if there may be one.</summary>
/// <param name="Connection">Open.</param>
/// <param name="Transaction">Begun, and pinned to the schema; null behind a pooler that lets none through.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Pin">Without a transaction, the statement that each query has to bring to be pinned to the schema.</param>
internal sealed record PostgresLook(
    NpgsqlConnection Connection, NpgsqlTransaction? Transaction, string Schema, string? Pin) : IAsyncDisposable
{
    /// <summary>Notices that an answer is lost.</summary>
    public AnswerWatch? Watch { get; init; }

    public PostgresRevisionProcessor Processor(OwnTables own)
        => new(Connection, Schema, own, observer: null) { Before = Pin is null ? null : $"{Pin}; " };

    public PostgresCatalogReader Catalog(OwnTables own) => new(Connection, Schema, own, Pin);

    public async ValueTask DisposeAsync()
    {
        if (Transaction is not null)
            await Transaction.DisposeAsync(); // Rolls back.
        if (Watch is not null)
            await Watch.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
