using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql.NameTranslation;
using NpgsqlTypes;

namespace Letta.Migrations.Model.Conventions;

/// <summary>
/// The enums of a context's entities, and what they are called on Postgres. Npgsql must know them before there is a model (<c>MapEnum</c>):
/// of one that it does not know the column is an integer. So they are looked for where a model is made from: in the <c>DbSet</c>s, in
/// Letta's own configurations, and in what these refer to.
/// </summary>
internal static class EnumTypes
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Type>> Known = new();
    private static readonly NpgsqlSnakeCaseNameTranslator SnakeCased = new();

    /// <summary>The enums of a context; of any other class those of Letta.</summary>
    public static IReadOnlyList<Type> GetAll(Type context)
        => Known.GetOrAdd(context.IsAssignableTo(typeof(LettaDbContext)) ? context : typeof(LettaDbContext), Find);

    /// <summary>The type's name: as SQLAlchemy makes it, and so as Letta's other enums are called.</summary>
    public static string Name(Type type) => type.Name.ToLowerInvariant();

    /// <summary>The label of a value.</summary>
    public static string Label(Type type, string value)
        => type.GetField(value)!.GetCustomAttribute<PgNameAttribute>()?.PgName ?? SnakeCased.TranslateMemberName(value);

    private static List<Type> Find(Type context)
    {
        var (waiting, seen, enums) = (new Queue<Type>(Entities(context)), new HashSet<Type>(), new HashSet<Type>());
        while (waiting.TryDequeue(out var entity))
        {
            if (!seen.Add(entity))
                continue;
            foreach (var type in entity.GetProperties().Where(p => p.GetCustomAttribute<NotMappedAttribute>() is null)
                .Select(p => Held(p.PropertyType)))
            {
                if (type.IsEnum)
                    enums.Add(type);
                else if (type.IsClass && (type.Assembly == entity.Assembly || type.Assembly == context.Assembly))
                    waiting.Enqueue(type);
            }
        }

        return [.. enums.OrderBy(Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<Type> Entities(Type context) =>
    [
        .. context.GetProperties().Where(p => IsOf(p.PropertyType, typeof(DbSet<>))).Select(p => p.PropertyType.GenericTypeArguments[0]),
        .. typeof(LettaDbContext).Assembly.GetTypes().SelectMany(t => t.GetInterfaces())
            .Where(i => IsOf(i, typeof(IEntityTypeConfiguration<>)))
            .Select(i => i.GenericTypeArguments[0]),
    ];

    /// <summary>What a property holds, or a list of it.</summary>
    private static Type Held(Type type)
        => Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && type.GenericTypeArguments is [var item] ? item : type);

    private static bool IsOf(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;
}
