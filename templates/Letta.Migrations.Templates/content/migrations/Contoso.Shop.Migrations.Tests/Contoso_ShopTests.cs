using Contoso.Shop.Model;
using Letta.Migrations.Design;
using Letta.Migrations.Testing;

namespace Contoso.Shop.Migrations.Tests;

/// <summary>What must hold of every history, and what becomes of rows.</summary>
public abstract class Contoso_ShopTests(MigrationDatabases databases)
    : MigrationTests(Contoso_ShopMigrations.Definition, databases, DbContextModel.Of<Contoso_ShopContext>())
{
    [Fact]
    public Task Customers_that_are_there_get_a_name()
        => Given("20260105090000", "insert into customers (id, email) values (1, 'ada@example.com')")
            .ExpectAsync("head", "select id, name from customers", "1|A");
}

public sealed class SqliteTests() : Contoso_ShopTests(new SqliteDatabases());

/// <summary>Skipped where no container engine answers.</summary>
public sealed class PostgresTests(PostgresDatabases databases) : Contoso_ShopTests(databases), IClassFixture<PostgresDatabases>;
