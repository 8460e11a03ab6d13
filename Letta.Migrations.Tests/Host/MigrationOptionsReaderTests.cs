using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Tests.Host;

public sealed class MigrationOptionsReaderTests
{
    [Fact]
    public void Shipped_settings_are_the_defaults()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

        Assert.NotEmpty(shipped.GetSection("LettaMigrations").GetChildren());
        Assert.Equal(new MigrationOptions(), MigrationOptionsReader.Read(shipped));
    }

    [Fact]
    public void Every_option_is_read()
    {
        var options = Read(
            ("Wait", "1s"), ("LockWait", "2s"), ("LockTimeout", "3s"), ("LockRetryBudget", "4s"), ("StatementTimeout", "0"), ("AllowNewer", "true"),
            ("AcceptLoss", "true"));

        Assert.Equal(
            new MigrationOptions
            {
                Wait = TimeSpan.FromSeconds(1),
                LockWait = TimeSpan.FromSeconds(2),
                LockTimeout = TimeSpan.FromSeconds(3),
                LockRetryBudget = TimeSpan.FromSeconds(4),
                StatementTimeout = TimeSpan.Zero,
                AllowNewer = true,
                AcceptLoss = true,
            },
            options);
    }

    [Theory]
    [InlineData("LockWait", "soon", "\"LettaMigrations:LockWait\" is \"soon\", which is not a duration.")]
    [InlineData("AllowNewer", "perhaps", "\"LettaMigrations:AllowNewer\" is \"perhaps\", which is neither true nor false.")]
    [InlineData("LockTimeout", "0", "\"LettaMigrations:LockTimeout\" is \"0\", which would let others queue behind a revision without end.")]
    public void Bad_value_is_named(string name, string value, string message)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read((name, value)));

        Assert.Equal(message, error.What);
    }

    private static MigrationOptions Read(params (string Name, string Value)[] values)
        => MigrationOptionsReader.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create<string, string?>($"LettaMigrations:{v.Name}", v.Value)))
            .Build());
}
