using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using FluentMigrator;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Conventions;
using FluentMigrator.Exceptions;
using FluentMigrator.Runner.Exceptions;
using FluentMigrator.Runner.Generators.Postgres;
using FluentMigrator.Runner.Generators.SQLite;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.Processors.Postgres;
using FluentMigrator.Runner.VersionTableInfo;
using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Letta.Migrations.Running;

/// <summary>
/// Migrations that were written for FluentMigrator's own runner, found by its own loaders: by the assemblies, tags, namespaces and services
/// that the configuration of their host names.
/// </summary>
[RequiresUnreferencedCode("FluentMigrator looks for migrations among the types of an assembly.")]
internal sealed class StockHistory
{
    private readonly IServiceProvider _services;
    private readonly StockDialect _dialect;

    private StockHistory(IServiceProvider services)
    {
        _services = services;
        var processors = services.GetServices<IMigrationProcessor>().ToList();
        var types = services.GetService<ISQLiteTypeMap>() ?? new SQLiteTypeMap();
        _dialect = new StockDialect
        {
            Postgres = Names(processors, "Postgres") ?? [ProcessorIdConstants.PostgreSQL15_0, ProcessorIdConstants.PostgreSQL],
            Sqlite = Names(processors, "SQLite") ?? [ProcessorIdConstants.SQLite],
            Serial = services.GetServices<IMigrationGenerator>().OfType<PostgresGenerator>().Any(g => g is not Postgres10_0Generator),
            PostgresTypes = services.GetService<IPostgresTypeMap>(),
            Quoting = services.GetService<PostgresOptions>() ?? new PostgresOptions(),
            SqliteGenerator = services.GetService<SQLiteGenerator>() ?? new SQLiteGenerator(),
            SqliteType = column => Type(types, column),
        };
    }

    /// <summary>A product whose names are those of the history.</summary>
    public MigrationProduct Adapt(MigrationProduct product)
    {
        var table = _services.GetRequiredService<IVersionTableMetaData>();
        return product with
        {
            Stock = _dialect,
            VersionTable = new VersionTable(
                table.TableName, table.ColumnName, table.AppliedOnColumnName, table.DescriptionColumnName, table.UniqueIndexName),
        };
    }

    /// <summary>The migrations, oldest first.</summary>
    /// <exception cref="ConfigurationException">Two have one version, or the host does something that is not done here.</exception>
    public RevisionSet Revisions()
    {
        RequireKnown();
        var services = new StockServices(_services, Conventions(), _dialect);
        try
        {
            return RevisionSet.Create(
                [
                    .. _services.GetRequiredService<IMigrationInformationLoader>().LoadMigrations().Values
                        .Select((info, i) => Revision(info, i + 1, services)),
                ]);
        }
        catch (MissingMigrationsException)
        {
            return RevisionSet.Create([]);
        }
        catch (DuplicateMigrationException e)
        {
            throw new ConfigurationException(e.Message, "Give one of them another version.");
        }
    }

    /// <summary>What a host of its own sets up.</summary>
    public static StockHistory Read(Action<IMigrationRunnerBuilder> configure, Action<IServiceCollection>? services)
    {
        var collection = new ServiceCollection();
        collection.AddFluentMigratorCore().ConfigureRunner(configure);
        services?.Invoke(collection);
        return new StockHistory(collection.BuildServiceProvider().CreateScope().ServiceProvider);
    }

    private static IReadOnlyList<string>? Names(IEnumerable<IMigrationProcessor> processors, string engine)
        => processors.FirstOrDefault(p => p.DatabaseType.StartsWith(engine, StringComparison.OrdinalIgnoreCase)) is { } found
            ? [found.DatabaseType, .. found.DatabaseTypeAliases]
            : null;

    private static string Type(ISQLiteTypeMap types, ColumnDefinition column)
        => column.IsIdentity
            ? "INTEGER"
            : column.Type is { } type ? types.GetTypeMap(type, column.Size, column.Precision) : column.CustomType ?? "";

    private static RevisionInfo Revision(IMigrationInfo info, int number, StockServices services)
    {
        var type = info.Migration.GetType();
        var own = type.GetCustomAttribute<RevisionAttribute>();
        return new RevisionInfo(number, info.Version, own?.ForeignId, own?.Name ?? info.Description ?? type.Name)
        {
            Type = type,
            Transactional = info.TransactionBehavior == TransactionBehavior.Default,
            File = own?.File ?? "",
            Line = own?.Line ?? 0,
            Stock = own is null ? services : null,
            Create = () => (IMigration)ActivatorUtilities.CreateInstance(services.Services, type),
        };
    }

    private IConventionSet? Conventions()
        => _services.GetRequiredService<IConventionSet>() is var conventions && conventions.GetType() == typeof(DefaultConventionSet)
            ? null
            : conventions;

    /// <summary>Nothing that their host does is left out in silence.</summary>
    private void RequireKnown()
    {
        var table = _services.GetRequiredService<IVersionTableMetaData>();
        if (table.SchemaName is { Length: > 0 } and not "public")
        {
            throw new ConfigurationException(
                $"The version table \"{table.TableName}\" is in the schema \"{table.SchemaName}\" of its own, which is not done here.",
                $"Move it, and leave SchemaName empty: ALTER TABLE \"{table.SchemaName}\".\"{table.TableName}\" SET SCHEMA public;");
        }

        if (_services.GetRequiredService<IOptions<RunnerOptions>>().Value.Profile is { Length: > 0 } profile)
        {
            throw new ConfigurationException(
                $"The profile \"{profile}\" runs with each upgrade, which is not done here.",
                "Make its migrations ordinary ones, or run them in their own host.");
        }

        var loader = _services.GetRequiredService<IMaintenanceLoader>();
        if (Enum.GetValues<MigrationStage>().SelectMany(loader.LoadMaintenance).FirstOrDefault() is { } maintenance)
        {
            throw new ConfigurationException(
                $"{maintenance.Migration.GetType().Name} is a maintenance migration, which runs with each upgrade; that is not done here.",
                "Make it an ordinary one, or leave it out by a tag. A lock around the upgrade is taken here without one.");
        }
    }
}
