using Letta.Migrations.Authoring;

namespace Contoso.Shop.Migrations.History._2026;

/// <summary>Customers get a name; those that are there get theirs in batches, while the application goes on.</summary>
[Revision(20260212100000, "add name to customers")]
public sealed class AddNameToCustomers : Revision
{
    public override void Up()
    {
        Alter.Table("customers").AddColumn("name").AsVarchar().Nullable();
        Backfill("name_customers", "customers")
            .Set("name", "upper(substr(customers.email, 1, 1))")
            .Where("name is null")
            .Online();
    }

    public override void Down() => Delete.Column("name").FromTable("customers");
}
