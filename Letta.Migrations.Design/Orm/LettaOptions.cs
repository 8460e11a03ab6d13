using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace Letta.Migrations.Design.Orm;

/// <summary>What a context of Letta needs to know of Postgres beyond where it is.</summary>
public static class LettaOptions
{
    /// <summary>Postgres with Letta's enums and with vectors. Asked for by name only where contexts are pooled: they must not complete themselves.</summary>
    public static DbContextOptionsBuilder UseLettaPostgres(this DbContextOptionsBuilder options, string connectionString)
        => options.UseNpgsql(connectionString, AddLetta);

    /// <summary>Adds to a plain <c>UseNpgsql</c> what is missing.</summary>
    internal static void CompleteForLetta(this DbContextOptionsBuilder options)
    {
#pragma warning disable EF1001 // There is no other way to see whether a context that may be pooled, and must then be left as it is, is complete.
        if (options.Options.FindExtension<NpgsqlOptionsExtension>() is { } npgsql && !npgsql.EnumDefinitions.Any(e => e.ClrType == typeof(SandboxType)))
            options.UseNpgsql(AddLetta);
#pragma warning restore EF1001
    }

    private static void AddLetta(NpgsqlDbContextOptionsBuilder npgsql)
        => npgsql.MapEnum<SandboxType>("sandboxtype").MapEnum<StepStatus>("stepstatus").MapEnum<VectorDbProvider>("vectordbprovider").UseVector();
}
