namespace Letta.Migrations.Engines.Postgres;

/// <summary>Whether something is in the schema, as a migration of FluentMigrator's own runner asks while it is described.</summary>
/// <param name="scalar">Asks the server.</param>
/// <param name="literal">A text as SQL writes it.</param>
/// <param name="schema">The schema that no name means.</param>
internal sealed class SchemaQuestions(Func<string, object?> scalar, Func<string, string> literal, string schema)
{
    public bool Schema(string name) => Any("information_schema.schemata", ("schema_name", name));

    public bool Table(string? schema, string name)
        => Any("information_schema.tables", ("table_schema", In(schema)), ("table_name", name));

    public bool Column(string? schema, string table, string name)
        => Any("information_schema.columns", ("table_schema", In(schema)), ("table_name", table), ("column_name", name));

    public bool Constraint(string? schema, string table, string name)
        => Any("information_schema.table_constraints", ("table_schema", In(schema)), ("table_name", table), ("constraint_name", name));

    public bool Index(string? schema, string table, string name)
        => Any("pg_catalog.pg_indexes", ("schemaname", In(schema)), ("tablename", table), ("indexname", name));

    public bool Sequence(string? schema, string name)
        => Any("information_schema.sequences", ("sequence_schema", In(schema)), ("sequence_name", name));

    /// <summary>Whether the value stands somewhere in the default, as FluentMigrator asks.</summary>
    public bool Default(string? schema, string table, string column, object value)
        => scalar(
            $"select column_default from information_schema.columns where table_schema = {literal(In(schema))} "
                + $"and table_name = {literal(table)} and column_name = {literal(column)}") is string found
            && value.ToString() is { } text
            && found.Contains(text, StringComparison.Ordinal);

    private string In(string? named) => string.IsNullOrEmpty(named) ? schema : named;

    private bool Any(string view, params ReadOnlySpan<(string Column, string Value)> conditions)
    {
        var where = new List<string>();
        foreach (var (column, value) in conditions)
            where.Add($"{column} = {literal(value)}");
        return scalar($"select 1 from {view} where {string.Join(" and ", where)} limit 1") is not null;
    }
}
