using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// An alteration of a column: of its type, where it has another, with its values and its default; of its collation; of NOT NULL.
/// </summary>
/// <param name="processor">Looks and sends.</param>
/// <param name="generator">Spells the alteration.</param>
/// <param name="quoter">Quotes names and values.</param>
/// <param name="schema">The schema of the table.</param>
internal sealed class ColumnTypeChange(
    PostgresRevisionProcessor processor, PostgresRevisionGenerator generator, PostgresRevisionQuoter quoter, string schema)
{
    public void CarryOut(AlterColumnExpression expression)
    {
        var wanted = generator.TypeOf(expression);
        var table = quoter.QuoteTableName(expression.TableName, schema);
        var column = quoter.Quote(expression.Column.Name);
        var actual = Read(table, expression.Column.Name, wanted);
        var collation = Collation(actual, ColumnCollation.Read(expression.Column));
        if (actual is null || (actual.Same && collation is null))
        {
            processor.Send(generator.Alter(expression, actual is null ? wanted : null, $"{column}::{wanted}"));
            return;
        }

        // Postgres casts a default as it assigns a value, not as USING does: what it cannot cast so has to be taken away, and set again.
        var value = actual.DefaultIsInTheWay ? DefaultAs(actual, wanted) : null;
        if (value is not null)
            processor.Send($"ALTER TABLE {table} ALTER {column} DROP DEFAULT");
        processor.Send(generator.Alter(expression, wanted, Value(column, actual, wanted), collation ?? ""));
        if (value is not null)
            processor.Send($"ALTER TABLE {table} ALTER {column} SET DEFAULT {value}");
    }

    /// <summary>A value of the column as one of the wanted type.</summary>
    private static string Value(string column, Actual actual, string wanted) => actual switch
    {
        { Same: true } => column,
        // Without a zone of its own a timestamp would be read in the zone of the session, and be another moment for everybody.
        _ when wanted is "timestamptz" or "timestamp" && actual.Type.StartsWith("timestamp", StringComparison.Ordinal)
            => $"{column} AT TIME ZONE 'UTC'",
        { Category: "B", WantedCategory: "N" } => $"{column}::integer::{wanted}", // There is a cast to integer, and to no other number.
        { Category: "N", WantedCategory: "B" } => $"{column} operator(pg_catalog.<>) 0",
        { Category: "E", WantedCategory: "E" } => $"{column}::text::{wanted}",
        _ => $"{column}::{wanted}",
    };

    /// <summary>What has to stand behind the type so that the column has the collation that it should have; null if it has it.</summary>
    private string? Collation(Actual? actual, string? said)
    {
        if (actual is null || (said is null && actual.Collation is null))
            return null;
        if (said is null) // It stays, where the new type has collations at all; Postgres would give it the usual one of the type.
            return actual.Same || !actual.WantedCollates ? null : $" COLLATE {quoter.Quote(actual.Collation!)}";
        if (string.Equals(said, actual.Collation ?? "", StringComparison.Ordinal))
            return actual.Same || said.Length == 0 ? null : $" COLLATE {quoter.Quote(said)}";
        return said.Length == 0 ? "" : $" COLLATE {quoter.Quote(said)}";
    }

    /// <summary>A constant is worked out, so that the new default is a constant too.</summary>
    private string DefaultAs(Actual actual, string wanted)
    {
        var value = Value($"({actual.Default})", actual, wanted);
        if (actual.Default!.Contains('(', StringComparison.Ordinal))
            return value;

        return processor.Row($"select ({value})::text")![0] is string constant ? $"{quoter.QuoteValue(constant)}::{wanted}" : "NULL";
    }

    private Actual? Read(string table, string column, string wanted)
    {
        var row = processor.Row(
            $"""
            select pg_catalog.format_type(a.atttypid, a.atttypmod),
                   a.atttypid = w.oid
                   and coalesce(substring(pg_catalog.format_type(a.atttypid, a.atttypmod) from '\(.*\)'), '')
                     = coalesce(pg_catalog.replace(substring({quoter.QuoteValue(wanted)} from '\(.*\)'), ' ', ''), ''),
                   t.typcategory::text, w.typcategory::text,
                   case when a.attcollation <> t.typcollation then l.collname::text end, w.typcollation <> 0::oid,
                   case when a.attgenerated = '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
                   a.atttypid <> w.oid and w.typcategory <> 'S' and not exists (
                     select 1 from pg_catalog.pg_cast c where c.castsource = a.atttypid and c.casttarget = w.oid and c.castcontext <> 'e')
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_type t on t.oid = a.atttypid
            left join pg_catalog.pg_type w on w.oid = pg_catalog.to_regtype({quoter.QuoteValue(wanted)})::oid
            left join pg_catalog.pg_collation l on l.oid = a.attcollation
            left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = pg_catalog.to_regclass({quoter.QuoteValue(table)})::oid and a.attname = {quoter.QuoteValue(column)} and not a.attisdropped
            """);
        return row is null
            ? null
            : new Actual(
                (string)row[0]!,
                row[1] is true,
                (string)row[2]!,
                row[3] as string,
                row[4] as string,
                row[5] is true,
                row[6] as string,
                row[7] is true);
    }

    private sealed record Actual(
        string Type,
        bool Same,
        string Category,
        string? WantedCategory,
        string? Collation,
        bool WantedCollates,
        string? Default,
        bool CannotBeAssigned)
    {
        public bool DefaultIsInTheWay => CannotBeAssigned && Default is not null;
    }
}
