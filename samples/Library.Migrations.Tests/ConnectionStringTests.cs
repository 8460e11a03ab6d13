using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Configuration;

namespace Library.Migrations.Tests;

/// <summary>A database that is named where .NET applications name it: <c>ConnectionStrings:Library</c>.</summary>
public sealed class ConnectionStringTests
{
    private static readonly DatabaseTargetReader Targets = LibraryMigrations.Definition.Targets;

    [Theory]
    [InlineData("Data Source=/data/library.db", "SQLite /data/library.db")]
    [InlineData("Filename=/data/library.db;Foreign Keys=True;Pooling=False", "SQLite /data/library.db")]
    [InlineData("/data/library.db", "SQLite /data/library.db")]
    [InlineData("Host=db;Database=library;Username=library;Password=canary", "Postgres library@db:5432/library")]
    [InlineData("postgresql://library:canary@db/library", "Postgres library@db:5432/library")]
    public void Connection_string_of_either_provider_names_the_database(string value, string shown)
        => Assert.Equal(shown, Targets.Read(With("ConnectionStrings:Library", value)).ToString());

    [Fact]
    public void Variable_goes_before_it_and_the_option_before_both()
    {
        var configuration = With(
            ("LIBRARY_DATABASE_URL", "sqlite:////data/variable.db"), ("ConnectionStrings:Library", "Data Source=/data/string.db"));

        Assert.Equal("SQLite /data/variable.db", Targets.Read(configuration).ToString());
        Assert.Equal("SQLite /data/option.db", Targets.Read(configuration, "/data/option.db").ToString());
    }

    [Fact]
    public void Without_any_both_are_recommended()
    {
        var error = Assert.Throws<ConfigurationException>(() => Targets.Read(With()));

        Assert.Equal("No database is named.", error.What);
        Assert.StartsWith(
            "Set LIBRARY_DATABASE_URL or ConnectionStrings:Library, or give --connection, ", error.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("canary")]
    [InlineData("postgresql://library:canary@db:port/library")]
    [InlineData(" postgresql://library:canary@db/library")]
    [InlineData("Data Source=canary.db;Password=canary")]
    [InlineData("Data Source=canary.db;Mode=ReadOnly")]
    [InlineData("Data Source=canary.db;canary=1")]
    [InlineData("Data Source=canary;Mode=Memory")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=file:canary.db?mode=ro")]
    [InlineData("Data Source=|DataDirectory|canary.db")]
    [InlineData("Host=db;Database=library;Password=canary;nonsense")]
    public void Error_names_the_setting_and_never_its_value(string value)
    {
        var error = Assert.Throws<ConfigurationException>(() => Targets.Read(With("ConnectionStrings:Library", value)));

        Assert.Contains("ConnectionStrings:Library", error.What, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    private static IConfiguration With(string key, string value) => With((key, value));

    private static IConfiguration With(params (string Key, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
