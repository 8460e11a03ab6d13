using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Running;

internal static class TargetFallback
{
    public static DatabaseTarget Read(IConfiguration configuration, string? connection, string? schema)
    {
        if ((connection ?? configuration["LETTA_PG_URI"]) is not { } text)
            return new SqliteTarget(Path.Combine(Environment.GetEnvironmentVariable("HOME")!, ".letta", "sqlite.db"));
        var uri = new Uri(text.Replace("+pg8000", "", StringComparison.Ordinal));
        var user = uri.UserInfo.Split(':');
        return new PostgresTarget($"Host={uri.Host};Port={uri.Port};Username={user[0]};Password={Uri.UnescapeDataString(user[1])};Database={uri.AbsolutePath[1..]}", schema);
    }
}
