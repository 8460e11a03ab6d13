using System.Reflection;
using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Reads the enum types from a model.</summary>
internal static class EnumReader
{
    public static IEnumerable<EnumType> Read(DbContext context, IModel model)
    {
        var mapped = Mapped(context);
        return
            from type in model.GetPostgresEnums()
            orderby type.Name
            select new EnumType(type.Name, mapped.GetValueOrDefault(type.Name, type.Labels));
    }

    /// <summary>
    /// The labels of enums that a type of C# stands for, in its order. Npgsql's model has them by the alphabet
    /// (NpgsqlPostgresModelFinalizingConvention), in which no database made by hand ever has them.
    /// </summary>
    private static Dictionary<string, IReadOnlyList<string>> Mapped(DbContext context)
    {
#pragma warning disable EF1001 // Nothing else tells which type of C# an enum of the model comes from.
        var enums = context.GetService<IDbContextOptions>().FindExtension<NpgsqlOptionsExtension>()?.EnumDefinitions ?? [];
        return enums.ToDictionary(
            e => e.StoreTypeName,
            e => (IReadOnlyList<string>)[
                .. e.ClrType.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => e.Labels[f.GetValue(null)!])
            ],
            StringComparer.Ordinal);
#pragma warning restore EF1001
    }
}
