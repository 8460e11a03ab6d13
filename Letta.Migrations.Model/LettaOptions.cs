using Letta.Migrations.Model.Conventions;
using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace Letta.Migrations.Model;

/// <summary>What a context of Letta needs to know of Postgres beyond where it is.</summary>
public static class LettaOptions
{
    /// <summary>
    /// Postgres with the enums of the context and with vectors. A context that is not pooled adds them to a plain <c>UseNpgsql</c> itself.
    /// </summary>
    public static DbContextOptionsBuilder UseLettaPostgres(this DbContextOptionsBuilder options, string connectionString)
        => options.UseNpgsql(connectionString, npgsql => Add(npgsql, EnumTypes.GetAll(options.Options.ContextType)));

    /// <summary>Adds to a plain <c>UseNpgsql</c> what is missing.</summary>
    /// <param name="options">The options.</param>
    /// <param name="context">The class of the context.</param>
    internal static void CompleteForLetta(this DbContextOptionsBuilder options, Type context)
    {
#pragma warning disable EF1001 // Nothing else tells what is there already, and the options of a pooled context must be left as they are.
        if (options.Options.FindExtension<NpgsqlOptionsExtension>() is not { } npgsql)
            return;
        var missing = EnumTypes.GetAll(context).Where(e => npgsql.EnumDefinitions.All(there => there.ClrType != e)).ToList();
#pragma warning restore EF1001
        if (missing.Count > 0)
            options.UseNpgsql(more => Add(more, missing));
    }

    private static void Add(NpgsqlDbContextOptionsBuilder npgsql, IEnumerable<Type> enums)
    {
        foreach (var type in enums)
            npgsql.MapEnum(type, EnumTypes.Name(type));
        npgsql.UseVector();
    }
}
