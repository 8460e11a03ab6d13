using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Library.Migrations;

/// <summary>The history of the library's database, and the names that it goes by.</summary>
public static class LibraryMigrations
{
    /// <summary>
    /// What the library's databases hold and its users type. Decided once: what is recorded under these names is found under no others.
    /// </summary>
    public static MigrationProduct Product { get; } = new()
    {
        Name = "Library",
        CommandName = "library-migrate",
        EnvironmentPrefix = "LIBRARY_",
        SettingsSection = "Library",
        TablePrefix = "library_migration",
        LockKey = 0x4C494252, // "LIBR"
        TelemetryName = "Library.Migrations",
        TelemetryPrefix = "library.migrations",
        ServiceName = "library-migrations",
        ExampleName = "library",
    };

    /// <summary>For the command line and for a host: <c>services.AddMigrations(configuration, LibraryMigrations.Definition)</c>.</summary>
    public static MigrationDefinition Definition { get; } = new(Product, () => RevisionSet.Create(RevisionList.All()));
}
