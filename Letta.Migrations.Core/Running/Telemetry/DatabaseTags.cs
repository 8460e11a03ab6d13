using System.Diagnostics;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;

namespace Letta.Migrations.Running.Telemetry;

/// <summary>
/// Which database, in the words of <see href="https://opentelemetry.io/docs/specs/semconv/database/">OpenTelemetry's conventions</see>;
/// nothing that may not be shown.
/// </summary>
internal static class DatabaseTags
{
    public static TagList Create(DatabaseTarget target)
    {
        var tags = new TagList { { "db.system.name", target.Engine == "postgres" ? "postgresql" : target.Engine } };
        if (target is PostgresTarget { Schema: { } schema })
            tags.Add("db.namespace", $"{target.Name}|{schema}");
        else
            tags.Add("db.namespace", target.Name);
        if (target is PostgresTarget postgres && target.Hosts is [var host, ..])
        {
            tags.Add("server.address", host);
            tags.Add("server.port", postgres.Settings().Port);
        }

        return tags;
    }
}
