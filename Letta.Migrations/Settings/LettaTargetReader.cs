using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Product;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Settings;

/// <summary>
/// Decides which database is meant, the way Letta does: the address given as an option, <c>LETTA_PG_URI</c>, all of
/// <c>LETTA_PG_HOST/PORT/USER/PASSWORD/DB</c>, the file <c>~/.letta/pg_uri</c>, and without any of them SQLite at
/// <c>~/.letta/sqlite.db</c>. The first that is there decides alone. <c>LETTA_PG_URI_FILE</c> and <c>LETTA_PG_PASSWORD_FILE</c> name files
/// that hold the secret.
/// </summary>
internal sealed class LettaTargetReader(MigrationProduct product, LettaHome home) : DatabaseTargetReader(product)
{
    public override string Preferred => $"{Product.ConnectionVariable} or ~/.letta/pg_uri";

    public override string Otherwise => "SQLite at ~/.letta/sqlite.db";

    private protected override string? UserFolder => home.UserFolder;

    protected override DatabaseTarget Configured(IConfiguration configuration, Setting? schema)
    {
        if (Sources.Secret(configuration, Product.ConnectionVariable, Examples.Uri) is { } uri)
            return FromAddress(uri, schema);
        if (LettaPostgresVariables.Read(configuration, Examples) is { } variables)
            return new PostgresTarget(variables.ConnectionString, schema?.Value, "LETTA_PG_USER and LETTA_PG_PASSWORD", Product);

        return home.PostgresUri(Examples) is { } file
            ? FromAddress(file, schema)
            : Sqlite(home.SqliteFile(configuration, Examples), schema);
    }

    protected override string Expand(string path) => home.Expand(path, Examples);
}
