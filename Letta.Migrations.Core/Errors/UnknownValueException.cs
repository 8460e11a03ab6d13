namespace Letta.Migrations.Errors;

/// <summary>
/// One of our own tables holds a value that this build does not know (exit code 5). Nothing was made of it, and nothing was changed.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="row">The row, by its key.</param>
/// <param name="what">One sentence that names both.</param>
/// <param name="next">What to do next.</param>
public sealed class UnknownValueException(string table, string row, string what, string next) : UnexpectedDatabaseException(what, next)
{
    /// <summary>The table that holds it.</summary>
    public string Table { get; } = table;

    /// <summary>The row that holds it, by its key.</summary>
    public string Row { get; } = row;
}
