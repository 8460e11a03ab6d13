using FluentMigrator;

namespace Letta.Migrations.Tests.Stock.Plain;

[Migration(1)]
public sealed class CreateUsers : AutoReversingMigration
{
    public override void Up()
    {
        Create.Table("Users")
            .WithColumn("Id").AsInt32().PrimaryKey().Identity()
            .WithColumn("Name").AsString(50).NotNullable()
            .WithColumn("Email").AsString().Nullable().Unique("UQ_Users_Email")
            .WithColumn("Balance").AsDecimal(18, 2).NotNullable().WithDefaultValue(0)
            .WithColumn("Active").AsBoolean().NotNullable().WithDefaultValue(true)
            .WithColumn("Token").AsGuid().Nullable()
            .WithColumn("Realm").AsGuid().NotNullable().WithDefaultValue(new Guid("7c9e6679-7425-40de-944b-e07fc1f90ae7"))
            .WithColumn("CreatedAt").AsDateTime().NotNullable().WithDefault(SystemMethods.CurrentUTCDateTime);
        Create.Index("IX_Users_Name").OnTable("Users").OnColumn("Name").Descending();
    }
}

[Migration(2, "orders of users")]
public sealed class CreateOrders : Migration
{
    public override void Up()
    {
        if (!Schema.Table("Orders").Exists())
        {
            Create.Table("Orders")
                .WithColumn("Id").AsInt64().PrimaryKey("PK_Orders").Identity()
                .WithColumn("UserId").AsInt32().NotNullable()
                .WithColumn("Total").AsDouble().NotNullable()
                .WithColumn("Note").AsString(int.MaxValue).Nullable();
        }

        if (Schema.Table("Users").Column("Email").Exists() && !Schema.Table("Users").Index("IX_Users_Email").Exists())
            Create.Index("IX_Users_Email").OnTable("Users").OnColumn("Email");
        Insert.IntoTable("Users").Row(new { Name = "O'Hara", Email = "ohara@example.com", Balance = 12.5m, Active = false });
        Insert.IntoTable("Users").Row(new { Name = "Ida", Token = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e") });
    }

    public override void Down()
    {
        Delete.FromTable("Users").AllRows();
        Delete.Index("IX_Users_Email").OnTable("Users");
        Delete.Table("Orders");
    }
}

[Migration(3)]
public sealed class ByDatabase : Migration
{
    public override void Up()
    {
        IfDatabase("Postgres").Execute.Sql("""create table "OnlyPostgres" (id integer)""");
        IfDatabase("PostgreSQL").Execute.Sql("""create table "AnyPostgres" (id integer)""");
        IfDatabase("Postgres15_0").Execute.Sql("""create table "OnlyPostgres15" (id integer)""");
        IfDatabase("SQLite").Execute.Sql("""create table "OnlySqlite" (id integer)""");
        IfDatabase("SqlServer").Execute.Sql("create table [OnlySqlServer] (id int)");
        Execute.WithConnection((connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """insert into "Orders" ("UserId", "Total") select "Id", 1.5 from "Users" """;
            command.ExecuteNonQuery();
        });
    }

    public override void Down()
    {
        Delete.FromTable("Orders").AllRows();
        if (Schema.Table("OnlyPostgres").Exists())
            Delete.Table("OnlyPostgres");
        if (Schema.Table("AnyPostgres").Exists())
            Delete.Table("AnyPostgres");
        if (Schema.Table("OnlyPostgres15").Exists())
            Delete.Table("OnlyPostgres15");
        if (Schema.Table("OnlySqlite").Exists())
            Delete.Table("OnlySqlite");
    }
}

[Migration(4, TransactionBehavior.None, "outside of a transaction")]
public sealed class Outside : Migration
{
    public override void Up()
    {
        Create.Column("Status").OnTable("Users").AsInt16().Nullable();
        IfDatabase(name => name.StartsWith("Postgres", StringComparison.OrdinalIgnoreCase)).Execute.Sql(
            """
            create unique index
              concurrently "IX_Orders_UserId" on "Orders" ("UserId", "Id")
            """);
        IfDatabase("SQLite").Create.Index("IX_Orders_UserId").OnTable("Orders").OnColumn("UserId");
        Update.Table("Users").Set(new { Status = 7 }).Where(new { Name = "Ida" });
    }

    public override void Down()
    {
        Delete.Index("IX_Orders_UserId").OnTable("Orders");
        Execute.Sql("""alter table "Users" drop column "Status" """);
    }
}

[TimestampedMigration(2026, 1, 2, 3, 4)]
public sealed class RenameNote : Migration
{
    public override void Up() => Rename.Column("Note").OnTable("Orders").To("Remark");

    public override void Down() => Rename.Column("Remark").OnTable("Orders").To("Note");
}

[Migration(20260202000000)]
[Tags("never")]
public sealed class Tagged : ForwardOnlyMigration
{
    public override void Up() => Create.Table("Tagged").WithColumn("Id").AsInt32().PrimaryKey();
}
