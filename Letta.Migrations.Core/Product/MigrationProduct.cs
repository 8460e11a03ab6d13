using System.Runtime.CompilerServices;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Product;

/// <summary>
/// What differs from product to product: the names that its users, its databases and its telemetry know. The defaults belong to nobody; a
/// product that changes one of them later no longer finds what it recorded under the old name. A value that cannot work is refused with a
/// <see cref="ConfigurationException"/> where the product is used first.
/// </summary>
public sealed record MigrationProduct
{
    /// <summary>
    /// Beside the record and not in it: a copy by <c>with</c> has tables of its own, and two products with the same values stay equal.
    /// </summary>
    private static readonly ConditionalWeakTable<MigrationProduct, OwnTables> TablesOf = [];

    /// <summary>The one with the defaults.</summary>
    public static MigrationProduct Default { get; } = new();

    /// <summary>
    /// A product whose names all follow from one: "WebShop" has the command <c>web-shop-migrate</c>, the variable
    /// <c>WEB_SHOP_DATABASE_URL</c>, the connection string <c>WebShop</c>, tables that begin with <c>web_shop_migration</c>, and a lock of
    /// its own. Change single ones by <c>with</c>.
    /// </summary>
    /// <param name="name">Letters and digits, each word beginning with a capital.</param>
    public static MigrationProduct Named(string name) => new ProductNames(name).Product;

    /// <summary>What the product is called in sentences, as in "Start every Contoso server with …".</summary>
    public string Name { get; init; } = "application";

    /// <summary>The command of the command line, as messages name it.</summary>
    public string CommandName { get; init; } = "migrate";

    /// <summary>What the names of environment variables begin with.</summary>
    public string EnvironmentPrefix { get; init; } = "MIGRATIONS_";

    /// <summary>The variable that holds the address of the database; its <c>_FILE</c> variant names a file with it.</summary>
    public string ConnectionVariable { get => field ?? $"{EnvironmentPrefix}DATABASE_URL"; init; }

    /// <summary>
    /// The name of the connection string, as in <c>ConnectionStrings:Contoso</c>, that names the database where the variable does not; null
    /// for none.
    /// </summary>
    public string? ConnectionStringName { get; init; }

    /// <summary>
    /// The SQLite file that is the database where no setting names one, as a developer's own; null where that is an error. A relative path
    /// begins where the program was started.
    /// </summary>
    public string? DefaultFile { get; init; }

    /// <summary>The variable that names the schema on Postgres.</summary>
    public string SchemaVariable { get => field ?? $"{EnvironmentPrefix}SCHEMA"; init; }

    /// <summary>What a database, a schema and a user are called in examples.</summary>
    public string ExampleName { get; init; } = "app";

    /// <summary>The section of the settings, in <c>appsettings.json</c> and, as <c>Section__Name</c>, in the environment.</summary>
    public string SettingsSection { get; init; } = "Migrations";

    /// <summary>
    /// What the names of this library's own tables begin with, before <c>_ledger</c> and the like; at most 23 lower-case letters, digits
    /// and <c>_</c>.
    /// </summary>
    public string TablePrefix { get; init; } = "schema_migration";

    /// <summary>First integer of the advisory lock on Postgres; the next one is that of the fence.</summary>
    public int LockKey { get; init; } = 0x4D494752;

    /// <summary>The name of the activity source and of the meter.</summary>
    public string TelemetryName { get; init; } = "Migrations";

    /// <summary>What the names of metrics and tags begin with, before <c>.revisions</c> and the like.</summary>
    public string TelemetryPrefix { get; init; } = "migrations";

    /// <summary>The name of the service in telemetry, of its connections on the server, and of its health check.</summary>
    public string ServiceName { get; init; } = "migrations";

    /// <summary>
    /// Roles of Postgres that may be shown: names that the product's documents use. Any other could be a secret out of its place.
    /// </summary>
    public IReadOnlyList<string> DocumentedRoles { get; init; } = [];

    /// <summary>The record of another tool that is kept in step; null for none.</summary>
    public CompanionRecord? Companion { get; init; }

    /// <summary>How columns are encrypted under a key; null where revisions encrypt nothing.</summary>
    public Func<EncryptionKey, IValueCipher>? Cipher { get; init; }

    /// <summary>The table with the applied versions.</summary>
    internal VersionTable VersionTable { get; init; } = VersionTable.Default;

    /// <summary>How migrations are carried out that were written for FluentMigrator's own runner; null where there are none.</summary>
    internal StockDialect? Stock { get; init; }

    /// <summary>The names of this library's own tables.</summary>
    internal OwnTables Tables => TablesOf.GetValue(this, product => new OwnTables(product));

    /// <summary>The variable that holds the key to encrypt with; its <c>_FILE</c> variant names a file with it.</summary>
    public string EncryptionKeyVariable => $"{EnvironmentPrefix}ENCRYPTION_KEY";

    /// <summary>A command line of the product, to be typed as it stands.</summary>
    /// <param name="arguments">The verb and what follows it.</param>
    public string Command(string arguments) => $"{CommandName} {arguments}";

    /// <summary>The first of the values that cannot work; null if all can.</summary>
    internal ConfigurationException? Fault => ProductRules.FirstFault(this);

    /// <summary>
    /// Reports a value that cannot work: where the product is used and not where it is made, because that is mostly a static property,
    /// whose exception says only that there is a static constructor.
    /// </summary>
    /// <exception cref="ConfigurationException">A value cannot work; the message names it and says what can.</exception>
    internal void Validate()
    {
        if (Fault is { } fault)
            throw fault;
    }
}
