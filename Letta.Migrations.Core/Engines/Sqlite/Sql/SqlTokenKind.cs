namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>What a token of SQLite's SQL is, as far as reading a table's definition needs to know.</summary>
internal enum SqlTokenKind
{
    /// <summary>A bare word: a keyword or a name, which only its place tells.</summary>
    Word,

    /// <summary>A name in double quotes, brackets or backticks.</summary>
    QuotedName,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>A number or a blob literal.</summary>
    Literal,

    /// <summary>One character of punctuation or of an operator.</summary>
    Symbol,
}
