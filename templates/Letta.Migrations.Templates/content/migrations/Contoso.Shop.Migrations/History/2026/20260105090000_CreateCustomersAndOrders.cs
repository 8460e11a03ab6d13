using Letta.Migrations.Authoring;

namespace Contoso.Shop.Migrations.History._2026;

[Revision(20260105090000, "create customers and orders")]
public sealed class CreateCustomersAndOrders : Revision
{
    public override void Up()
    {
        Create.Table("customers")
            .WithColumn("id").AsInt64().PrimaryKey("customers_pkey")
            .WithColumn("email").AsVarchar().NotNullable();
        Create.Index("ix_customers_email").OnTable("customers").OnColumn("email").Ascending().WithOptions().Unique();
        Create.Table("orders")
            .WithColumn("id").AsInt64().PrimaryKey("orders_pkey")
            .WithColumn("customer_id").AsInt64().NotNullable()
                .ForeignKey("orders_customer_id_fkey", "customers", "id").OnDelete(System.Data.Rule.Cascade)
            .WithColumn("total_cents").AsInt64().NotNullable()
            .WithColumn("note").AsVarchar().Nullable();
        Create.Index("ix_orders_customer_id").OnTable("orders").OnColumn("customer_id");
    }

    public override void Down()
    {
        Delete.Table("orders");
        Delete.Table("customers");
    }
}
