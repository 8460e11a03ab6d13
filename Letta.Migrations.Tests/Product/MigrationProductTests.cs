using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Product;

/// <summary>Which values of a product work, and where one that does not is reported.</summary>
public sealed class MigrationProductTests
{
    private const string Line = "Set it to one line of text, without white space at its ends; for example \"";

    private const string Identifier = "Set it to a lower-case letter or _, then up to 62 lower-case letters, digits or _; for ";

    private const string Section
        = "Set it to letters, digits, . - and _, without __; within another section, with : between the two; for example \"Contoso\".";

    private const string Variable
        = "Set it to letters, digits and _, without a digit at its beginning and without __, which .NET reads as \":\" of a section; for "
            + "example \"CONTOSO_";

    private const string Prefix
        = "Set it to a lower-case letter or _, then up to 22 lower-case letters, digits or _, not beginning with pg_ or sqlite; for "
            + "example \"contoso_migration\".";

    private static readonly MigrationProduct Bad = new() { TablePrefix = "Contoso-Migration" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Defaults_and_the_values_of_Letta_work()
    {
        Assert.Null(MigrationProduct.Default.Fault);
        Assert.Null(LettaMigrations.Product.Fault);
        Assert.Null(new MigrationProduct { EnvironmentPrefix = "", CommandName = "dotnet app.dll" }.Fault);
        Assert.Null(new MigrationProduct { SettingsSection = "Data:My-App.Db" }.Fault);
        Assert.Null(new MigrationProduct { TablePrefix = "a_prefix_of_23_letters_" }.Fault);
    }

    [Theory]
    [InlineData("Shop", "shop-migrate", "SHOP_DATABASE_URL", "shop_migration")]
    [InlineData("WebShop2", "web-shop2-migrate", "WEB_SHOP2_DATABASE_URL", "web_shop2_migration")]
    [InlineData("HTTPLog", "http-log-migrate", "HTTP_LOG_DATABASE_URL", "http_log_migration")]
    [InlineData("Contoso.Orders", "contoso-orders-migrate", "CONTOSO_ORDERS_DATABASE_URL", "contoso_order_migration")]
    [InlineData("my-app", "my-app-migrate", "MY_APP_DATABASE_URL", "my_app_migration")]
    public void All_names_follow_from_one(string name, string command, string variable, string tables)
    {
        var product = MigrationProduct.Named(name);

        Assert.Null(product.Fault);
        Assert.Equal((command, variable, tables), (product.CommandName, product.ConnectionVariable, product.TablePrefix));
        Assert.Equal(name, product.ConnectionStringName);
    }

    /// <summary>A key that changed from build to build would let two of them migrate at once.</summary>
    [Fact]
    public void Lock_of_a_name_is_the_same_in_every_build_and_another_for_another_name()
    {
        Assert.Equal(678702280, MigrationProduct.Named("Shop").LockKey);
        Assert.NotEqual(MigrationProduct.Named("Shop").LockKey, MigrationProduct.Named("Shop2").LockKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2Shop")]
    [InlineData("My Shop")]
    [InlineData("Läden")]
    public void Name_that_cannot_be_one_of_code_is_refused(string name) => Assert.NotNull(MigrationProduct.Named(name).Fault);

    public static TheoryData<MigrationProduct, string, string> Wrong => new()
    {
        {
            new() { ConnectionStringName = "a:b" },
            "ConnectionStringName is \"a:b\", which is no name of a connection string.",
            "Set it to letters, digits, . - and _, without __; for example \"Contoso\"."
        },
        {
            new() { DefaultFile = "contoso" },
            "DefaultFile is \"contoso\", which is no name of a SQLite file.",
            "Set it to a path that ends with .db, .sqlite or .sqlite3; for example \"contoso.db\"."
        },
        { new() { TablePrefix = "" }, "TablePrefix is \"\", which cannot begin the names of tables on both engines.", Prefix },
        { Bad, "TablePrefix is \"Contoso-Migration\", which cannot begin the names of tables on both engines.", Prefix },
        { new() { TablePrefix = "a_prefix_of_24_letters__" }, "TablePrefix is \"a_prefix_of_24_letters__\", which cannot begin", Prefix },
        { new() { TablePrefix = "a; drop table a" }, "TablePrefix is \"a; drop table a\", which cannot begin", Prefix },
        { new() { TablePrefix = "1_migration" }, "TablePrefix is \"1_migration\", which cannot begin", Prefix },
        { new() { TablePrefix = "pg_migration" }, "TablePrefix is \"pg_migration\", which cannot begin", Prefix },
        { new() { TablePrefix = "sqlite" }, "TablePrefix is \"sqlite\", which cannot begin", Prefix },
        { new() { TablePrefix = "contoso\n" }, "TablePrefix is \"contoso\\n\", which cannot begin", Prefix },
        { new() { Name = " " }, "Name is \" \", which cannot stand in a sentence.", Line },
        { new() { CommandName = "" }, "CommandName is \"\", which is no command.", Line },
        { new() { CommandName = null! }, "CommandName is \"\", which is no command.", Line },
        {
            new() { EnvironmentPrefix = "CONTOSO-" },
            "EnvironmentPrefix is \"CONTOSO-\", which cannot begin the names of environment variables.",
            Variable + "\"."
        },
        { new() { EnvironmentPrefix = "CONTOSO__" }, "EnvironmentPrefix is \"CONTOSO__\", which cannot begin", Variable },
        { new() { ConnectionVariable = "" }, "ConnectionVariable is \"\", which is no name of an environment variable.", Variable },
        { new() { SchemaVariable = "1_SCHEMA" }, "SchemaVariable is \"1_SCHEMA\", which is no name of an environment variable.", Variable },
        { new() { ExampleName = "Contoso" }, "ExampleName is \"Contoso\", which is no name of a schema.", Identifier },
        { new() { SettingsSection = "a::b" }, "SettingsSection is \"a::b\", which is no section of settings.", Section },
        { new() { SettingsSection = "a__b" }, "SettingsSection is \"a__b\", which is no section of settings.", Section },
        { new() { TelemetryName = "" }, "TelemetryName is \"\", which is no name of a source of telemetry.", Line },
        { new() { TelemetryPrefix = "9.a" }, "TelemetryPrefix is \"9.a\", which cannot begin the names of metrics.", "Set it to a letter" },
        { new() { ServiceName = "\t" }, "ServiceName is \"\\t\", which is no name of a service.", Line },
        { With("the versions", "id"), "Companion.Table is \"the versions\", which is no name of a table.", Identifier },
        { With("versions", "Id"), "Companion.IdColumn is \"Id\", which is no name of a column.", Identifier },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Value_that_cannot_work_is_named_with_what_can(MigrationProduct product, string what, string next)
    {
        var error = Assert.Throws<ConfigurationException>(product.Validate);

        Assert.StartsWith($"MigrationProduct.{what}", error.What, StringComparison.Ordinal);
        Assert.StartsWith(next, error.Next, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.Code);
    }

    [Fact]
    public async Task Runner_refuses_it_before_it_looks_for_a_database()
    {
        DatabaseTarget[] targets = [new SqliteTarget("never-made.db", Bad), new PostgresTarget("Host=nowhere.invalid", null, product: Bad)];
        foreach (var target in targets)
        {
            var runner = new MigrationRunner(
                target, new MigrationOptions(), NullLogger<MigrationRunner>.Instance, TimeProvider.System, RevisionSet.Create([]));

            await AssertRefusedAsync(() => runner.UpgradeAsync(cancellationToken: Stop));
            await AssertRefusedAsync(() => runner.CurrentAsync(cancellationToken: Stop));
        }
    }

    private static RevisionSet Unasked() => throw new InvalidOperationException("The history was asked for.");

    [Fact]
    public async Task Command_line_and_host_refuse_it_first()
    {
        var definition = new MigrationDefinition(Bad, Unasked);
        using var printed = new StringWriter();
        using var terminal = new Terminal(TextWriter.Null, printed, live: false, width: 0, TimeProvider.System);
        using var stop = new StopSignals();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddMigrations(new ConfigurationBuilder().Build(), definition);
        using var host = builder.Build();
        var exitCode = Environment.ExitCode;

        Assert.Equal(2, await MigrationCli.RunAsync(["heads"], definition, new MigrationCliOptions(), terminal, stop));
        Assert.StartsWith("MigrationProduct.TablePrefix is \"Contoso-Migration\"", printed.ToString(), StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<MigrationStartupException>(() => host.StartAsync(Stop));

        Environment.ExitCode = exitCode; // The host says by it how the process is to end, which here is the test run.
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.IsType<ConfigurationException>(error.InnerException);
    }

    [Fact]
    public void Tables_are_listed_once_and_a_copy_has_its_own()
    {
        var product = new MigrationProduct { TablePrefix = "contoso" };
        var tables = product.Tables;
        var copy = product with { TablePrefix = "other" };

        Assert.Same(tables, product.Tables);
        Assert.Equal(("contoso_ledger", "other_ledger"), (tables.Ledger, copy.Tables.Ledger));
        Assert.Equal(product, copy with { TablePrefix = "contoso" });
    }

    private static MigrationProduct With(string table, string idColumn) => new()
    {
        Companion = new CompanionRecord("Other", table, "version", idColumn)
        {
            CreateOnPostgres = "",
            CreateOnSqlite = "",
            Reader = "the other",
        },
    };

    private static async Task AssertRefusedAsync(Func<Task> run)
        => Assert.StartsWith(
            "MigrationProduct.TablePrefix is \"Contoso-Migration\"",
            (await Assert.ThrowsAsync<ConfigurationException>(run)).What,
            StringComparison.Ordinal);
}
