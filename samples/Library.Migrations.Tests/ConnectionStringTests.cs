using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.Configuration;

namespace Library.Migrations.Tests;

/// <summary>A product whose database stands where ASP.NET Core looks for it: <c>ConnectionStrings:Library</c>.</summary>
public sealed class ConnectionStringTests
{
    private static readonly Reader Targets = new(LibraryMigrations.Product);

    [Fact]
    public void Reader_of_a_products_own_finds_the_database_where_the_product_has_it()
        => Assert.Equal(
            "SQLite /data/library.db", Targets.Read(With("ConnectionStrings:Library", "sqlite:////data/library.db")).ToString());

    [Fact]
    public void Option_still_goes_before_it_and_the_default_behind()
    {
        var configuration = With("LIBRARY_DATABASE_URL", "sqlite:////data/other.db");

        Assert.Equal("SQLite /data/other.db", Targets.Read(configuration).ToString());
        Assert.Equal("SQLite /data/option.db", Targets.Read(configuration, "sqlite:////data/option.db").ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("postgresql://library:canary@db:port/library")]
    [InlineData(" postgresql://library:canary@db/library")]
    public void Error_names_the_setting_and_never_its_value(string address)
    {
        var error = Assert.Throws<ConfigurationException>(() => Targets.Read(With("ConnectionStrings:Library", address)));

        Assert.Contains("ConnectionStrings:Library", error.What, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    private static IConfiguration With(string key, string value)
        => new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();

    private sealed class Reader(MigrationProduct product) : DatabaseTargetReader(product)
    {
        private const string Name = "ConnectionStrings:Library";

        public override string Preferred => Name;

        protected override DatabaseTarget Configured(IConfiguration configuration, Setting? schema)
            => configuration[Name] is { } address
                ? FromAddress(new Setting(Name, address, "postgresql://library@localhost/library"), schema)
                : base.Configured(configuration, schema);
    }
}
