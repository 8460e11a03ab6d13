using Letta.Migrations.Design.Modelling;
using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Sequence = Letta.Migrations.Schema.Sequence;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// Reads the schema that a model asks for, in the terms and spelling of Postgres. Needs no database, but a context that is set up for
/// Postgres.
/// </summary>
internal static class ModelReader
{
    /// <summary>What a database has when it is as the model of this context wants it.</summary>
    public static DatabaseSchema Read(DbContext context)
    {
        var model = context.GetService<IDesignTimeModel>().Model;
        var relational = model.GetRelationalModel();
        var tables = relational.Tables.Where(t => !t.IsExcludedFromMigrations).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        return new DatabaseSchema(
            [.. tables.Select(Table)],
            [.. EnumReader.Read(context, model)],
            [
                .. relational.Sequences.Select(Sequence)
                    .Concat(tables.SelectMany(t => t.Columns, ColumnReader.SequenceOf).OfType<Sequence>())
                    .OrderBy(s => s.Name, StringComparer.Ordinal),
            ])
        {
            Extensions = [.. model.GetPostgresExtensions().Select(e => e.Name).Order(StringComparer.Ordinal)],
        };
    }

    private static Table Table(ITable table)
    {
        var (constraints, indexes) = (table.Indexes.Where(IsConstraint), table.Indexes.Where(i => !IsConstraint(i)));
        return new Table(
            table.Name,
            [.. table.Columns.Select(c => ColumnReader.Read(table, c))],
            [
                .. table.UniqueConstraints.Select(Key),
                .. constraints.Select(i => new UniqueConstraint(i.Name, Names(i.Columns), IndexReader.NullsNotDistinct(i))),
                .. table.ForeignKeyConstraints.Select(ForeignKey),
                .. table.CheckConstraints.Select(c => new Check(c.Name!, $"(({c.Sql}))")),
            ],
            [.. indexes.Select(i => IndexReader.Read(table, i))],
            [])
        {
            Comment = table.Comment,
        };
    }

    private static Constraint Key(IUniqueConstraint key)
        => key.GetIsPrimaryKey() && !key.MappedKeys.Any(k => k.FindAnnotation(ModelAnnotations.UniqueConstraint) is not null)
            ? new PrimaryKey(key.Name, Names(key.Columns))
            : new UniqueConstraint(key.Name, Names(key.Columns));

    private static bool IsConstraint(ITableIndex index)
        => index.MappedIndexes.Any(i => i.FindAnnotation(ModelAnnotations.UniqueConstraint) is not null);

    private static ForeignKey ForeignKey(IForeignKeyConstraint key)
    {
        var mapped = key.MappedForeignKeys.First();
        var carried = (string[]?)mapped.FindAnnotation(ModelAnnotations.Carried)?.Value ?? [];
        return new ForeignKey(
            key.Name,
            [.. Names(key.Columns), .. carried.Take(1).Select(name => Column(key.Table, mapped.DeclaringEntityType, name))],
            key.PrincipalTable.Name,
            [
                .. Names(key.PrincipalColumns),
                .. carried.Skip(1).Select(name => Column(key.PrincipalTable, mapped.PrincipalEntityType, name))
            ])
        {
            OnDelete = Action(key.OnDeleteAction),
            OnUpdate = Action((ReferentialAction?)mapped.FindAnnotation(ModelAnnotations.OnUpdate)?.Value ?? ReferentialAction.NoAction),
            Deferral = (string?)mapped.FindAnnotation(ModelAnnotations.Deferral)?.Value,
        };
    }

    private static string Column(ITable table, IEntityType entity, string property) => table.FindColumn(entity.GetProperty(property))!.Name;

    private static string? Action(ReferentialAction action) => action switch
    {
        ReferentialAction.Cascade => "cascade",
        ReferentialAction.SetNull => "set null",
        ReferentialAction.SetDefault => "set default",
        ReferentialAction.Restrict => "restrict",
        _ => null,
    };

    private static Sequence Sequence(ISequence sequence)
    {
        var type = sequence.Type == typeof(short) ? "smallint" : sequence.Type == typeof(int) ? "integer" : "bigint";
        return new Sequence(sequence.Name, type, sequence.StartValue, sequence.IncrementBy, Owner: null)
        {
            Least = sequence.MinValue,
            Largest = sequence.MaxValue,
            Cycles = sequence.IsCyclic,
        };
    }

    private static List<string> Names(IEnumerable<IColumn> columns) => [.. columns.Select(c => c.Name)];
}
