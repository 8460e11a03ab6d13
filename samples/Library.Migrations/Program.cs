using Letta.Migrations.Cli;
using Letta.Migrations.Design;
using Library.Migrations;

return await MigrationCli.RunAsync(args, LibraryMigrations.Definition, new MigrationCliOptions
{
    Project = "Library.Migrations",
    Model = DbContextModel.Of<LibraryContext>(),
});
