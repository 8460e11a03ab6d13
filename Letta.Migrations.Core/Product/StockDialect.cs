using FluentMigrator;
using FluentMigrator.Model;
using FluentMigrator.Runner.Generators.Postgres;
using FluentMigrator.Runner.Processors.Postgres;

namespace Letta.Migrations.Product;

/// <summary>
/// How FluentMigrator's own runner, as the configuration of its host sets it up, carries out migrations: what is spelled in another way
/// than here.
/// </summary>
internal sealed record StockDialect
{
    /// <summary>By which names <c>IfDatabase</c> knows Postgres; the first is that of the processor.</summary>
    public required IReadOnlyList<string> Postgres { get; init; }

    /// <summary>By which names <c>IfDatabase</c> knows SQLite; the first is that of the processor.</summary>
    public required IReadOnlyList<string> Sqlite { get; init; }

    /// <summary>Whether Postgres numbers by <c>serial</c>, as <c>AddPostgres92()</c> has it, and not by an identity column.</summary>
    public bool Serial { get; init; }

    /// <summary>The types of columns on Postgres; null for those of <c>AddPostgres15_0()</c>.</summary>
    public IPostgresTypeMap? PostgresTypes { get; init; }

    /// <summary>Whether names are quoted on Postgres.</summary>
    public required PostgresOptions Quoting { get; init; }

    /// <summary>Spells changes of rows, and values, on SQLite.</summary>
    public required IMigrationGenerator SqliteGenerator { get; init; }

    /// <summary>The type of a column on SQLite.</summary>
    public required Func<ColumnDefinition, string> SqliteType { get; init; }
}
