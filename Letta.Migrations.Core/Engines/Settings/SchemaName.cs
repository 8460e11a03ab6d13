using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Engines.Settings;

/// <summary>
/// The Postgres schema to work in. It ends up in SQL, and FluentMigrator passes a name that already stands in quotes unescaped, so only
/// names that need no quoting at all are let through.
/// </summary>
internal sealed class SchemaName(MigrationProduct product)
{
    private const int Longest = 63; // NAMEDATALEN - 1: Postgres silently cuts what is longer.
    private readonly Examples _examples = new(product);

    /// <summary>The schema asked for, by option, variable or section; null if none is.</summary>
    public Setting? Read(IConfiguration configuration, string? option)
    {
        var setting = option is not null
            ? new Setting("--schema", option, _examples.Schema)
            : Sources.Plain(configuration, product.SchemaVariable, _examples.Schema)
                ?? Sources.Plain(configuration, $"{product.SettingsSection}:Schema", _examples.Schema);

        return setting is null ? null : Plain(setting);
    }

    /// <summary>The schema by its name.</summary>
    public Setting Read(string name, string schema) => Plain(new Setting(name, schema, _examples.Schema));

    /// <summary>SQLite has no schemas, so asking for one is a misunderstanding.</summary>
    public void Refuse(Setting? schema)
    {
        if (schema is not null)
        {
            throw new ConfigurationException(
                $"{schema.Name} names a schema, but the database is SQLite, which has none.",
                $"leave {schema.Name} out, or set {product.ConnectionVariable} to an address like   {_examples.Uri}");
        }
    }

    private static Setting Plain(Setting setting)
        => IsPlain(setting.Value) ? setting : throw setting.Wrong("is not a plain schema name");

    private static bool IsPlain(string name)
        => name.Length is > 0 and <= Longest
            && !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
