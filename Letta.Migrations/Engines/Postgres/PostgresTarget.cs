using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>A Postgres database.</summary>
public sealed record PostgresTarget : DatabaseTarget
{
    private readonly string _connectionString;

    /// <summary>A Postgres database by its Npgsql connection string.</summary>
    /// <param name="connectionString">Already checked; see <see cref="Settings.TargetReader"/>.</param>
    /// <param name="schema">The schema that the tables live in; null for the connection's own first schema.</param>
    internal PostgresTarget(string connectionString, string? schema)
    {
        _connectionString = connectionString;
        Schema = schema;
        Display = PostgresDisplay.Of(Settings());
    }

    /// <summary>The schema that the tables live in; null for the connection's own first schema.</summary>
    public string? Schema { get; }

    /// <inheritdoc />
    public override string Engine => "postgres";

    /// <inheritdoc />
    public override string Display { get; }

    /// <summary>A copy of the connection settings, to be refined for a connection's purpose.</summary>
    internal NpgsqlConnectionStringBuilder Settings() => new(_connectionString);
}
