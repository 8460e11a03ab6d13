using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Contoso.Shop.Migrations;

/// <summary>The history of the database, and the names that it goes by.</summary>
public static class Contoso_ShopMigrations
{
    /// <summary>
    /// For the command line; for a host, <c>services.AddMigrations(configuration, Contoso_ShopMigrations.Definition)</c>; and for code,
    /// <c>Contoso_ShopMigrations.Definition.CreateRunner(address)</c>.
    /// </summary>
    public static MigrationDefinition Definition { get; } = new(
        MigrationProduct.Named("Contoso.Shop") with
        {
//-:cnd:noEmit
#if DEBUG
            DefaultFile = "contoso-shop.db", // A developer's own. What is published must be told which database is meant.
#endif
//+:cnd:noEmit
        },
        RevisionList.All); // The compiler lists the classes with [Revision].
}
