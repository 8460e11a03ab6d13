using FluentMigrator.Expressions;

namespace Letta.Migrations.Running.Checksums;

/// <summary>
/// Rows, SQL, and code. What a revision's own code and a script's file hold cannot be seen from here: they are said by their kind and name
/// alone.
/// </summary>
internal static class RowSteps
{
    public static bool TrySay(IMigrationExpression step, CanonicalLines lines)
    {
        switch (step)
        {
            case ExecuteSqlStatementExpression sql:
                lines.Line("sql").With("statement", sql.SqlStatement).With(sql.Parameters);
                return true;
            case InsertDataExpression inserted:
                lines.Line("insert").With("schema", inserted.SchemaName).With("table", inserted.TableName)
                    .With(inserted.AdditionalFeatures);
                foreach (var row in inserted.Rows)
                    Say("row", row, lines);
                return true;
            case UpdateDataExpression updated:
                lines.Line("update").With("schema", updated.SchemaName).With("table", updated.TableName).With("all", updated.IsAllRows);
                Say("set", updated.Set, lines);
                Say("where", updated.Where, lines);
                return true;
            case DeleteDataExpression gone:
                lines.Line("delete").With("schema", gone.SchemaName).With("table", gone.TableName).With("all", gone.IsAllRows);
                foreach (var row in gone.Rows)
                    Say("row", row, lines);
                return true;
            case ExecuteSqlScriptExpression script:
                lines.Line("script").With("file", script.SqlScript).With(script.Parameters);
                return true;
            case ExecuteEmbeddedSqlScriptExpression script:
                lines.Line("script").With("resource", script.SqlScript).With(script.Parameters);
                return true;
            case PerformDBOperationExpression:
                lines.Line("code");
                return true;
            default:
                return false;
        }
    }

    private static void Say(string word, IEnumerable<KeyValuePair<string, object>>? values, CanonicalLines lines)
    {
        lines.Line($"- {word}");
        foreach (var (column, value) in values ?? [])
            lines.With("column", column).WithValue("value", value);
    }
}
