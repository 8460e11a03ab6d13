using Contoso.Shop.Migrations;
using Letta.Migrations.Cli;
//-:cnd:noEmit
#if DESIGN_TIME
using Contoso.Shop.Model;
using Letta.Migrations.Design;
#endif
//+:cnd:noEmit

return await MigrationCli.RunAsync(args, Contoso_ShopMigrations.Definition, new MigrationCliOptions
{
    Project = "Contoso.Shop.Migrations",
//-:cnd:noEmit
#if DESIGN_TIME
    Model = DbContextModel.Of<Contoso_ShopContext>(),
#endif
//+:cnd:noEmit
});
