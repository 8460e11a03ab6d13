namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A token and where it stands in its text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A name or text without its quotes; anything else as it is written.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Value, int Start, int End)
{
    public bool IsWord(string word) => Kind is SqlTokenKind.Word && SqlName.Same(Value, word);

    public bool IsSymbol(char symbol) => Kind is SqlTokenKind.Symbol && Value[0] == symbol;

    /// <summary>True if the token can be a name of something and is this one.</summary>
    public bool Names(string name) => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName && SqlName.Same(Value, name);
}
