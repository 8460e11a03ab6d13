using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Library.Migrations;

/// <summary>The history of the library's database, and the names that it goes by.</summary>
public static class LibraryMigrations
{
    /// <summary>
    /// For the command line, <c>MigrationCli.RunAsync(args, LibraryMigrations.Definition)</c>; for a host,
    /// <c>services.AddMigrations(configuration, LibraryMigrations.Definition)</c>; and for code,
    /// <c>LibraryMigrations.Definition.CreateRunner("library.db")</c>.
    /// </summary>
    public static MigrationDefinition Definition { get; } = new(MigrationProduct.Named("Library"), RevisionList.All);
}
