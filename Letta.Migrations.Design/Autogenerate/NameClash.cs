using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// A table that the model does not have and nobody drops keeps its names, and in Postgres tables, keys, unique constraints, indexes and
/// sequences share theirs. Nobody but a person knows whether such a table is an older name of the one that needs them.
/// </summary>
internal static class NameClash
{
    /// <exception cref="ConfigurationException">A name is wanted twice.</exception>
    public static void Refuse(DatabaseSchema model, DatabaseSchema to)
    {
        var kept = to.Tables.Where(t => model.Table(t.Name) is null).SelectMany(t => Names(t).Select(name => (Name: name, Table: t.Name)))
            .ToLookup(n => n.Name, n => n.Table, StringComparer.Ordinal);
        foreach (var table in to.Tables.Where(t => model.Table(t.Name) is not null))
        {
            if (Names(table).GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(n => n.Skip(1).Any()) is { Key: var twice })
            {
                throw new ConfigurationException(
                    $"\"{table.Name}\" is to have \"{twice}\", and in the database that is the name of something else of it.",
                    $"Give it another name in the model, or leave it out: --exclude {table.Name}.{twice}");
            }

            if (Names(table).FirstOrDefault(kept.Contains) is not { } name)
                continue;
            var other = kept[name].First();
            throw new ConfigurationException(
                $"\"{table.Name}\" is to have \"{name}\", and in the database that is the name of something of \"{other}\", which the "
                    + $"model does not have.",
                $"Say what becomes of that table: --drop {other}, or --rename {other}:{table.Name} if it is the same.");
        }
    }

    private static IEnumerable<string> Names(Table table)
        => [
            table.Name,
            .. table.Constraints.Where(c => c is PrimaryKey or UniqueConstraint).Select(c => c.Name),
            .. table.Indexes.Select(i => i.Name)
        ];
}
