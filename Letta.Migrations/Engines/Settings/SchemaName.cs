using Letta.Migrations.Errors;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Engines.Settings;

/// <summary>
/// The Postgres schema to work in. It ends up in SQL, and FluentMigrator passes a name that already stands in quotes unescaped, so only
/// names that need no quoting at all are let through.
/// </summary>
internal static class SchemaName
{
    private const int Longest = 63; // NAMEDATALEN - 1: Postgres silently cuts what is longer.
    private const string Example = "letta   (a lower-case letter or _, then up to 62 lower-case letters, digits or _)";

    /// <summary>The schema asked for, by option, variable or section; null if none is.</summary>
    public static Setting? Read(IConfiguration configuration, string? option)
    {
        var setting = option is not null
            ? new Setting("--schema", option, Example)
            : Sources.Plain(configuration, "LETTA_PG_SCHEMA", Example) ?? Sources.Plain(configuration, "LettaMigrations:Schema", Example);

        return setting is null || IsPlain(setting.Value) ? setting : throw setting.Wrong("is not a plain schema name");
    }

    /// <summary>SQLite has no schemas, so asking for one is a misunderstanding.</summary>
    public static void Refuse(Setting? schema)
    {
        if (schema is not null)
        {
            throw new ConfigurationException(
                $"{schema.Name} names a schema, but the database is SQLite, which has none.",
                $"leave {schema.Name} out, or set LETTA_PG_URI to an address like   {Examples.Uri}");
        }
    }

    private static bool IsPlain(string name)
        => name.Length is > 0 and <= Longest && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
