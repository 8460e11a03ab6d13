using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace Letta.Migrations.Design.Orm;

/// <summary>What a context of Letta needs to know of Postgres beyond where it is.</summary>
public static class LettaOptions
{
    /// <summary>
    /// Postgres with Letta's enums and with vectors. A context that is not pooled adds them to a plain <c>UseNpgsql</c> itself.
    /// </summary>
    public static DbContextOptionsBuilder UseLettaPostgres(this DbContextOptionsBuilder options, string connectionString)
        => options.UseNpgsql(connectionString, AddLetta);

    /// <summary>Adds to a plain <c>UseNpgsql</c> what is missing.</summary>
    internal static void CompleteForLetta(this DbContextOptionsBuilder options)
    {
#pragma warning disable EF1001 // Nothing else tells what is there already, and the options of a pooled context must be left as they are.
        if (options.Options.FindExtension<NpgsqlOptionsExtension>() is { } npgsql
            && !npgsql.EnumDefinitions.Any(e => e.ClrType == typeof(SandboxType)))
            options.UseNpgsql(AddLetta);
#pragma warning restore EF1001
    }

    private static void AddLetta(NpgsqlDbContextOptionsBuilder npgsql)
        => npgsql
            .MapEnum<SandboxType>("sandboxtype")
            .MapEnum<StepStatus>("stepstatus")
            .MapEnum<VectorDbProvider>("vectordbprovider")
            .UseVector();
}
