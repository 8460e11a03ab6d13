using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What SQLite keeps no trace of: two columns that differ in nothing else look the same in its file.</summary>
internal static class SqliteLostAttributes
{
    public static string Describe(SchemaItem item) => item switch
    {
        Column c => string.Join('|', PgTypes.Canonical(c.Type).Trim('"'), c.Identity, c.Collation, c.Comment, Sequences.DrawnBy(c)),
        Index i
            => string.Join(
                '|',
                i.Method,
                string.Join(',', i.Options),
                string.Join(',', i.Included),
                string.Join(',', i.Terms.Select(t => $"{t.OperatorClass} {t.NullsFirst}"))),
        UniqueConstraint u => u.NullsNotDistinct ? "nulls not distinct" : "",
        _ => "",
    };
}
