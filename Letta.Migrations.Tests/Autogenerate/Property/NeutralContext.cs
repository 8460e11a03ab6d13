using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Index = Letta.Migrations.Schema.Index;
using Table = Letta.Migrations.Schema.Table;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>An EF Core model that asks for a given schema, in EF Core's words and ours.</summary>
internal sealed class NeutralContext(DatabaseSchema schema) : DbContext
{
    /// <summary>
    /// Whether EF Core has words for all of it. It has none for a table that others refer to and that has no primary key, for a foreign key
    /// that sets a default, refers to a column that it is over itself or to what is not the primary key, and for a serial column whose
    /// sequence has the name of another table.
    /// </summary>
    public static bool CanSay(DatabaseSchema schema)
        => schema.Tables.All(t => t.Key.Count > 0 && t.Constraints.OfType<ForeignKey>().All(k => CanSay(schema, t, k)))
            && schema.Sequences.All(s => s.Owner is null || s.Name == $"{s.Owner.Replace('.', '_')}_seq");

    private static bool CanSay(DatabaseSchema schema, Table table, ForeignKey key)
        => key.OnDelete is not "set default"
            && schema.Table(key.Parent)!.Key.SequenceEqual(key.ParentColumns)
            && !table.Constraints.OfType<ForeignKey>().Any(o => o != key && o.Columns.SequenceEqual(key.Columns))
            && !(key.Parent == table.Name && key.Columns.Intersect(key.ParentColumns).Any());

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
        => optionsBuilder.UseNpgsql("Host=nowhere.invalid", npgsql => npgsql.UseVector()).EnableServiceProviderCaching()
            .ReplaceService<Microsoft.EntityFrameworkCore.Infrastructure.IModelCacheKeyFactory, Uncached>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
        => configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var type in schema.Enums)
            modelBuilder.HasPostgresEnum(type.Name, [.. type.Labels]);
        foreach (var sequence in schema.Sequences.Where(s => s.Owner is null))
            Say(
                sequence.Type is "integer" ? modelBuilder.HasSequence<int>(sequence.Name) : modelBuilder.HasSequence<long>(sequence.Name),
                sequence);
        foreach (var table in schema.Tables)
            modelBuilder.SharedTypeEntity<Dictionary<string, object>>(table.Name, entity => Say(entity, table));
        foreach (var (table, key) in schema.Tables.SelectMany(t => t.Constraints.OfType<ForeignKey>().Select(k => (t, k))))
            Say(modelBuilder, table, key);
    }

    private static void Say(SequenceBuilder said, Sequence sequence)
    {
        said.StartsAt(sequence.Start).IncrementsBy((int)sequence.Increment).IsCyclic(sequence.Cycles);
        if (sequence.Largest is { } largest)
            said.HasMax(largest);
    }

    private void Say(EntityTypeBuilder<Dictionary<string, object>> entity, Table table)
    {
        entity.ToTable(table.Name, said =>
        {
            said.HasComment(table.Comment);
            foreach (var check in table.Constraints.OfType<Check>())
                said.HasCheckConstraint(check.Name, check.Condition);
        });
        foreach (var column in table.Columns)
            Say(entity.IndexerProperty(Type(column), column.Name), table, column);
        foreach (var constraint in table.Constraints)
        {
            if (constraint is PrimaryKey key)
                entity.HasKey([.. key.Columns]).HasName(key.Name);
            else if (constraint is UniqueConstraint unique)
                entity.HasIndex([.. unique.Columns], unique.Name).IsUnique().AreNullsDistinct(!unique.NullsNotDistinct)
                    .HasAnnotation(ModelAnnotations.UniqueConstraint, true);
        }

        foreach (var index in table.Indexes)
            Say(entity, table, index);
    }

    private void Say(PropertyBuilder said, Table table, Column column)
    {
        said.HasColumnName(column.Name).HasColumnType(column.Type).IsRequired(!column.Nullable).HasComment(column.Comment)
            .ValueGeneratedNever();
        if (column.Collation is not null)
            said.UseCollation(column.Collation);
        if (column.Computed is not null)
            said.HasComputedColumnSql(column.Computed, stored: true);
        if (column.Identity is "identity always")
            NpgsqlPropertyBuilderExtensions.UseIdentityAlwaysColumn(said);
        else if (column.Identity is not null)
            NpgsqlPropertyBuilderExtensions.UseIdentityByDefaultColumn(said);
        else if (schema.Sequences.Any(s => s.Owner == $"{table.Name}.{column.Name}"))
            NpgsqlPropertyBuilderExtensions.UseSerialColumn(said);
        else if (column.Default is not null)
            said.HasDefaultValueSql(column.Default);
    }

    private static void Say(EntityTypeBuilder<Dictionary<string, object>> entity, Table table, Index index)
    {
        var expressions = index.Terms.Any(t => t.IsExpression);
        string[] over = expressions
            ? [
                .. index.Terms.Select(
                    t => table.Columns.First(
                        c => t.IsExpression ? RandomModel.Mentions(t.Expression, c.Name) : c.Name == t.Expression).Name)
            ]
            : [.. index.Terms.Select(t => t.Expression)];
        var said = entity.HasIndex(over, index.Name).IsUnique(index.Unique).IsDescending([.. index.Terms.Select(t => t.Descending)]);
        if (index.NullsNotDistinct)
            said.AreNullsDistinct(false);
        if (expressions)
            said.HasAnnotation(ModelAnnotations.Expressions, index.Terms.Select(t => t.Expression).ToArray());
        if (index.Method is not null)
            said.HasMethod(index.Method);
        if (index.Filter is not null)
            said.HasFilter(index.Filter[1..^1]);
        if (index.Included.Count > 0)
            NpgsqlIndexBuilderExtensions.IncludeProperties(said, [.. index.Included]);
        foreach (var option in index.Options)
            said.HasStorageParameter(option.Split('=')[0], int.Parse(option.Split('=')[1], provider: null));
        if (index.Terms.Any(t => t.OperatorClass is not null))
            said.HasOperators([.. index.Terms.Select(t => t.OperatorClass ?? "")]);
        if (index.Terms.Any(t => t.NullsFirst is not null))
            said.HasNullSortOrder(
                [
                    .. index.Terms.Select(t => t.NullsFirst switch
                    {
                        true => NullSortOrder.NullsFirst,
                        false => NullSortOrder.NullsLast,
                        _ => NullSortOrder.Unspecified
                    })
                ]);
    }

    private static void Say(ModelBuilder model, Table table, ForeignKey key)
    {
        var said = model.SharedTypeEntity<Dictionary<string, object>>(table.Name).HasOne(key.Parent, null).WithMany()
            .HasForeignKey([.. key.Columns]).HasPrincipalKey([.. key.ParentColumns]).HasConstraintName(key.Name)
            .OnDelete(key.OnDelete switch
            {
                "cascade" => DeleteBehavior.Cascade,
                "set null" => DeleteBehavior.SetNull,
                "restrict" => DeleteBehavior.Restrict,
                _ => DeleteBehavior.NoAction,
            });
        if (key.Deferral is not null)
            said.HasAnnotation(ModelAnnotations.Deferral, key.Deferral);
        if (key.OnUpdate is not null)
        {
            said.HasAnnotation(ModelAnnotations.OnUpdate, key.OnUpdate switch
            {
                "cascade" => ReferentialAction.Cascade,
                "set null" => ReferentialAction.SetNull,
                _ => ReferentialAction.Restrict,
            });
        }
    }

    private static Type Type(Column column)
        => MapType(column.Type) is { IsValueType: true } type && column.Nullable
            ? typeof(Nullable<>).MakeGenericType(type)
            : MapType(column.Type);

    private static Type MapType(string name) => name.Split('(')[0] switch
    {
        "smallint" => typeof(short),
        "integer" => typeof(int),
        "bigint" => typeof(long),
        "boolean" => typeof(bool),
        "double precision" => typeof(double),
        "real" => typeof(float),
        "numeric" => typeof(decimal),
        "uuid" => typeof(Guid),
        "date" => typeof(DateOnly),
        "timestamp with time zone" or "timestamp without time zone" => typeof(DateTime),
        "bytea" => typeof(byte[]),
        "vector" => typeof(Pgvector.Vector),
        _ => typeof(string),
    };

    /// <summary>Each context has a model of its own.</summary>
    private sealed class Uncached : Microsoft.EntityFrameworkCore.Infrastructure.IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context, designTime);
    }
}
