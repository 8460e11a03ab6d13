using System.Diagnostics.CodeAnalysis;
using FluentMigrator.Runner;
using Letta.Migrations.Engines;
using Letta.Migrations.Product;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Running;

/// <summary>
/// A history and the names that it goes by: what a command line (<c>MigrationCli.RunAsync(args, definition)</c>), a host
/// (<c>services.AddMigrations(configuration, definition)</c>) and a runner (<see cref="CreateRunner(string, MigrationOptions?,
/// ILogger{MigrationRunner}?, TimeProvider?)"/>) need to know.
/// </summary>
/// <param name="Product">The names that it goes by.</param>
/// <param name="Revisions">
/// Makes the history; it is asked when it is needed, so that a mistake in it, such as two revisions of one version, is reported like any
/// other.
/// </param>
public sealed record MigrationDefinition(MigrationProduct Product, Func<RevisionSet> Revisions)
{
    /// <summary>A history from the list that the compiler writes.</summary>
    /// <param name="product">The names that it goes by: <c>MigrationProduct.Named("Contoso")</c>.</param>
    /// <param name="revisions">The list: <c>RevisionList.All</c>.</param>
    public MigrationDefinition(MigrationProduct product, Func<RevisionInfo[]> revisions)
        : this(product, () => RevisionSet.Create(revisions()))
    {
    }

    /// <summary>
    /// A history that was written for FluentMigrator's own runner, unchanged. What is applied already is what its version table says; what
    /// is applied from here on, its own host finds there too.
    /// </summary>
    /// <param name="product">The names that it goes by, but for the version table, which is the history's own.</param>
    /// <param name="configure">
    /// As in its host: <c>runner => runner.AddPostgres15_0().ScanIn(typeof(CreateUsers).Assembly).For.All()</c>. A connection string says
    /// nothing here.
    /// </param>
    /// <param name="services">
    /// What migrations are made with besides, and options such as <c>RunnerOptions.Tags</c>; null for nothing.
    /// </param>
    [RequiresUnreferencedCode("FluentMigrator looks for migrations among the types of an assembly.")]
    public static MigrationDefinition FromFluentMigrator(
        MigrationProduct product, Action<IMigrationRunnerBuilder> configure, Action<IServiceCollection>? services = null)
    {
        var history = StockHistory.Read(configure, services);
        return new MigrationDefinition(history.Adapt(product), history.Revisions);
    }

    /// <summary>Decides which database is meant; by default, the names of the product do.</summary>
    public DatabaseTargetReader Targets { get; init; } = new(Product);

    /// <summary>A runner for the database at an address.</summary>
    /// <param name="connection">
    /// <c>postgresql://user@host/database</c>, a connection string of Npgsql or of Microsoft.Data.Sqlite, or the path of a SQLite file.
    /// </param>
    /// <param name="options">How patient and how strict the runs are; null for the defaults.</param>
    /// <param name="logger">Hears what the runs do; null for nobody.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="Errors.ConfigurationException">The address or the history has a mistake; the message shows no secret.</exception>
    public MigrationRunner CreateRunner(
        string connection, MigrationOptions? options = null, ILogger<MigrationRunner>? logger = null, TimeProvider? time = null)
        => CreateRunner(() => Targets.Read(connection, schema: null), options ?? new MigrationOptions(), logger, time);

    /// <summary>A runner for the database that a configuration names, as patient and as strict as that says.</summary>
    /// <param name="configuration">With the environment variables in it.</param>
    /// <param name="logger">Hears what the runs do; null for nobody.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="Errors.ConfigurationException">
    /// A setting or the history has a mistake; the message shows no secret.
    /// </exception>
    public MigrationRunner CreateRunner(
        IConfiguration configuration, ILogger<MigrationRunner>? logger = null, TimeProvider? time = null)
        => CreateRunner(() => Targets.Read(configuration), new MigrationOptionsReader(Product).Read(configuration), logger, time);

    private MigrationRunner CreateRunner(
        Func<DatabaseTarget> target, MigrationOptions options, ILogger<MigrationRunner>? logger, TimeProvider? time)
    {
        Product.Validate();
        return new MigrationRunner(
            target(), options, logger ?? NullLogger<MigrationRunner>.Instance, time ?? TimeProvider.System, Revisions());
    }
}
