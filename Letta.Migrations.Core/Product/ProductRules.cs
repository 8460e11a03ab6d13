using Letta.Migrations.Errors;

namespace Letta.Migrations.Product;

/// <summary>
/// What the values of a product must be. Each ends up in a name that somebody else reads: Postgres, SQLite, a shell, .NET's configuration,
/// OpenTelemetry. What one of them would refuse, or read as something else, is reported here, before a database is looked at.
/// </summary>
internal static class ProductRules
{
    private const string NoColumn = "is no name of a column";
    private const string NoVariable = "is no name of an environment variable";
    private const string Line = "one line of text, without white space at its ends";
    private const string Identifier = "a lower-case letter or _, then up to 62 lower-case letters, digits or _";
    private const string Variable
        = "letters, digits and _, without a digit at its beginning and without __, which .NET reads as \":\" of a section";

    /// <summary>The first value that cannot work; null if all can.</summary>
    public static ConfigurationException? FirstFault(MigrationProduct product)
        => Faults(product).FirstOrDefault(fault => fault is not null);

    private static IEnumerable<ConfigurationException?> Faults(MigrationProduct product) =>
    [
        Require(IsLine, nameof(product.Name), product.Name, "cannot stand in a sentence", Line, "Contoso"),
        Require(IsLine, nameof(product.CommandName), product.CommandName, "is no command", Line, "contoso-migrate"),
        Require(
            prefix => prefix.Length == 0 || IsVariable($"{prefix}X"),
            nameof(product.EnvironmentPrefix),
            product.EnvironmentPrefix,
            "cannot begin the names of environment variables",
            Variable,
            "CONTOSO_"),
        Require(IsVariable, nameof(product.ConnectionVariable), product.ConnectionVariable, NoVariable, Variable, "CONTOSO_DATABASE_URL"),
        product.ConnectionStringName is null
            ? null
            : Require(
                name => IsSection(name) && !name.Contains(':', StringComparison.Ordinal),
                nameof(product.ConnectionStringName),
                product.ConnectionStringName,
                "is no name of a connection string",
                "letters, digits, . - and _, without __",
                "Contoso"),
        product.DefaultFile is null
            ? null
            : Require(
                IsFile,
                nameof(product.DefaultFile),
                product.DefaultFile,
                "is no name of a SQLite file",
                "a path that ends with .db, .sqlite or .sqlite3",
                "contoso.db"),
        Require(IsVariable, nameof(product.SchemaVariable), product.SchemaVariable, NoVariable, Variable, "CONTOSO_SCHEMA"),
        Require(IsIdentifier, nameof(product.ExampleName), product.ExampleName, "is no name of a schema", Identifier, "contoso"),
        Require(
            IsSection,
            nameof(product.SettingsSection),
            product.SettingsSection,
            "is no section of settings",
            "letters, digits, . - and _, without __; within another section, with : between the two",
            "Contoso"),
        Require(
            IsTablePrefix,
            nameof(product.TablePrefix),
            product.TablePrefix,
            "cannot begin the names of tables on both engines",
            "a lower-case letter or _, then up to 22 lower-case letters, digits or _, not beginning with pg_ or sqlite",
            "contoso_migration"),
        Require(IsLine, nameof(product.TelemetryName), product.TelemetryName, "is no name of a source of telemetry", Line, "Contoso"),
        Require(
            IsTelemetryPrefix,
            nameof(product.TelemetryPrefix),
            product.TelemetryPrefix,
            "cannot begin the names of metrics",
            "a letter, then letters, digits, . - / or _",
            "contoso.migrations"),
        Require(IsLine, nameof(product.ServiceName), product.ServiceName, "is no name of a service", Line, "contoso-migrations"),
        .. product.Companion is { } companion ? Faults(companion) : [],
    ];

    private static IEnumerable<ConfigurationException?> Faults(CompanionRecord companion) =>
    [
        Require(IsLine, $"Companion.{nameof(companion.Tool)}", companion.Tool, "cannot stand in a sentence", Line, "Contoso"),
        Require(IsIdentifier, $"Companion.{nameof(companion.Table)}", companion.Table, "is no name of a table", Identifier, "versions"),
        Require(IsIdentifier, $"Companion.{nameof(companion.Column)}", companion.Column, NoColumn, Identifier, "version"),
        Require(IsIdentifier, $"Companion.{nameof(companion.IdColumn)}", companion.IdColumn, NoColumn, Identifier, "foreign_id"),
    ];

    private static ConfigurationException? Require(
        Func<string, bool> holds, string property, string? value, string fault, string rule, string example)
        => value is not null && holds(value)
            ? null
            : new ConfigurationException(
                $"{nameof(MigrationProduct)}.{property} is \"{ControlCharacters.Escape(value ?? "")}\", which {fault}.",
                $"Set it to {rule}; for example \"{example}\".");

    private static bool IsLine(string text)
        => text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && !text.Any(char.IsControl);

    private static bool IsVariable(string name)
        => name.Length > 0
            && !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            && !name.Contains("__", StringComparison.Ordinal);

    /// <summary>Needs no quotes, and Postgres keeps all of it.</summary>
    private static bool IsIdentifier(string name)
        => name.Length is > 0 and <= 63
            && !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>
    /// The longest name that begins with it is that of a shadow, with 40 characters more, and Postgres keeps 63. Postgres reserves schemas
    /// that begin with pg_ for itself, and SQLite tables that begin with sqlite_.
    /// </summary>
    private static bool IsTablePrefix(string prefix)
        => IsIdentifier(prefix)
            && prefix.Length <= 23
            && !prefix.StartsWith("pg_", StringComparison.Ordinal)
            && !prefix.StartsWith("sqlite", StringComparison.Ordinal);

    private static bool IsSection(string section)
        => !section.Contains("__", StringComparison.Ordinal)
            && section.Split(':').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));

    private static bool IsFile(string path)
        => IsLine(path) && Array.Exists([".db", ".sqlite", ".sqlite3"], end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>https://opentelemetry.io/docs/specs/otel/metrics/api/#instrument-name-syntax, with room for what follows it.</summary>
    private static bool IsTelemetryPrefix(string prefix)
        => prefix.Length is > 0 and <= 200
            && char.IsAsciiLetter(prefix[0])
            && prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '/' or '_');
}
