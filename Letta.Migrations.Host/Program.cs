using Letta.Migrations;
using Letta.Migrations.Cli;
#if DESIGN_TIME
using Letta.Migrations.Design;
using Letta.Migrations.Model;
#endif

return await MigrationCli.RunAsync(args, LettaMigrations.Definition, new MigrationCliOptions
{
    Project = "Letta.Migrations",
    StartServices = "just start-services",
#if DESIGN_TIME
    Model = new DbContextModel(LettaDbContext.ForDesign),
#endif
});
