using System.Text;
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
        Assert.Equal(new MigrationOptions(), new MigrationOptionsReader(LettaMigrations.Product).Read(shipped));
    }

    [Fact]
    public void Every_option_is_read()
    {
        var options = Read(
            ("Wait", "1s"),
            ("LockWait", "2s"),
            ("LockTimeout", "3s"),
            ("LockRetryBudget", "4s"),
            ("StatementTimeout", "0"),
            ("AllowNewer", "true"),
            ("AcceptLoss", "true"),
            ("NoInline", "true"),
            ("BatchTarget", "5s"),
            ("MaxBatch", "6"),
            ("BatchPause", "7s"),
            ("MaxReplicaLag", "8s"),
            ("WorkerLapse", "9s"));

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
                NoInline = true,
                BatchTarget = TimeSpan.FromSeconds(5),
                MaxBatch = 6,
                BatchPause = TimeSpan.FromSeconds(7),
                MaxReplicaLag = TimeSpan.FromSeconds(8),
                WorkerLapse = TimeSpan.FromSeconds(9),
            },
            options);
    }

    [Fact]
    public void Key_is_read_under_the_name_that_letta_gives_it_and_never_printed()
    {
        var options = new MigrationOptionsReader(LettaMigrations.Product).Read(Configuration(("LETTA_ENCRYPTION_KEY", "canary é")));

        Assert.Equal(Encoding.UTF8.GetBytes("canary é"), options.EncryptionKey!.Passphrase);
        Assert.DoesNotContain("canary", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_is_read_from_its_file_without_the_line_break_at_the_end()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, " a key \n");

            var options = new MigrationOptionsReader(LettaMigrations.Product).Read(Configuration(("LETTA_ENCRYPTION_KEY_FILE", file)));

            Assert.Equal(" a key "u8.ToArray(), options.EncryptionKey!.Passphrase);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("", "LETTA_ENCRYPTION_KEY is set, but empty.")]
    [InlineData("canary\n", "LETTA_ENCRYPTION_KEY contains a line break or another control character.")]
    public void Key_that_cannot_be_meant_is_refused_and_not_repeated(string key, string message)
    {
        var error = Assert.Throws<ConfigurationException>(
            () => new MigrationOptionsReader(LettaMigrations.Product).Read(Configuration(("LETTA_ENCRYPTION_KEY", key))));

        Assert.Equal(message, error.What);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LockWait", "soon", "\"LettaMigrations:LockWait\" is \"soon\", which is not a duration.")]
    [InlineData("AllowNewer", "perhaps", "\"LettaMigrations:AllowNewer\" is \"perhaps\", which is neither true nor false.")]
    [InlineData(
        "LockTimeout", "0", "\"LettaMigrations:LockTimeout\" is \"0\", which would let others queue behind a revision without end.")]
    [InlineData(
        "BatchPause",
        "15s",
        "\"LettaMigrations:BatchPause\" is 15 s, and a worker that rests for that long is taken for dead after 15 s.")]
    [InlineData(
        "WorkerLapse", "0", "\"LettaMigrations:WorkerLapse\" is \"0\", which would let others queue behind a revision without end.")]
    public void Bad_value_is_named(string name, string value, string message)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read((name, value)));

        Assert.Equal(message, error.What);
    }

    private static MigrationOptions Read(params (string Name, string Value)[] values)
        => new MigrationOptionsReader(LettaMigrations.Product).Read(
            Configuration([.. values.Select(v => ($"LettaMigrations:{v.Name}", v.Value))]));

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] values)
        => new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create<string, string?>(v.Name, v.Value)))
            .Build();
}
