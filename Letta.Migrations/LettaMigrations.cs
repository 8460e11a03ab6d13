using Letta.Migrations.Alembic;
using Letta.Migrations.Authoring;
using Letta.Migrations.Encryption;
using Letta.Migrations.Product;
using Letta.Migrations.Running;
using Letta.Migrations.Settings;

[assembly: ChecksumAlias("Migrations.Collation", "Letta.Collation")]
[assembly: ChecksumAlias("Migrations.ColumnFill", "Letta.ColumnFill")]
[assembly: ChecksumAlias("Migrations.IndexExpression", "Letta.IndexExpression")]
[assembly: ChecksumAlias("Migrations.IndexMethod", "Letta.IndexMethod")]
[assembly: ChecksumAlias("Migrations.IndexOperatorClass", "Letta.IndexOperatorClass")]
[assembly: ChecksumAlias("Migrations.IndexOptions", "Letta.IndexOptions")]
[assembly: ChecksumAlias("Migrations.NullsNotDistinct", "Letta.NullsNotDistinct")]
[assembly: ChecksumAlias("migration_uuid", "letta_uuid")]

namespace Letta.Migrations;

/// <summary>Letta's history, and the names that its databases, its users and its telemetry know.</summary>
public static class LettaMigrations
{
    /// <summary>The name of the activity source and of the meter: <c>AddSource</c> for traces, <c>AddMeter</c> for metrics.</summary>
    public const string TelemetryName = "Letta.Migrations";

    /// <summary>Made when it is asked for: what a static constructor throws says only that there is a static constructor.</summary>
    private static RevisionSet? _revisions;

    /// <summary>What Letta's databases hold, its users type and its telemetry is called.</summary>
    public static MigrationProduct Product { get; } = new()
    {
        Name = "Letta",
        CommandName = "letta-migrate",
        EnvironmentPrefix = "LETTA_",
        ConnectionVariable = "LETTA_PG_URI",
        SchemaVariable = "LETTA_PG_SCHEMA",
        ExampleName = "letta",
        SettingsSection = "LettaMigrations",
        TablePrefix = "letta_migration",
        LockKey = 0x4C455454, // "LETT"
        TelemetryName = TelemetryName,
        TelemetryPrefix = "letta.migrations",
        ServiceName = "letta-migrations",
        DocumentedRoles = ["letta", "letta_owner", "letta_migrator", "letta_app", "letta_worker", "letta_reader"],
        Companion = AlembicVersion.Record,
        Cipher = key => new LettaCipher(key),
    };

    /// <summary>Every revision of this library, by a list that the compiler writes.</summary>
    public static RevisionSet Revisions => _revisions ??= RevisionSet.Create(RevisionList.All());

    /// <summary>What a command line or a host needs to know.</summary>
    public static MigrationDefinition Definition { get; } = new(Product, () => Revisions)
    {
        Targets = new LettaTargetReader(Product, LettaHome.OfThisUser()),
    };
}
