using Letta.Migrations.Backfills;

namespace Letta.Migrations.Authoring;

/// <summary>What an encryption covers; see <c>Revision.Encrypt</c>.</summary>
public sealed class EncryptSyntax
{
    private readonly BackfillExpression _expression;

    internal EncryptSyntax(BackfillExpression expression) => _expression = expression;

    /// <summary>Encrypts a column of text. The empty text is nothing to encrypt, a blank is something.</summary>
    /// <param name="column">The column with the plaintext, which stays.</param>
    /// <param name="into">The column for the ciphertext; where it is not NULL, it stays.</param>
    public EncryptSyntax Text(string column, string into) => Add(new BackfillColumn(column, into, BackfillContent.Text));

    /// <summary>
    /// Encrypts a column of JSON, as the text that Python's <c>json.dumps</c> gives. What is false to Python is nothing to encrypt: null,
    /// false, zero, "", {} and [].
    /// </summary>
    /// <param name="column">The column with the plaintext, which stays.</param>
    /// <param name="into">The column for the ciphertext; where it is not NULL, it stays.</param>
    public EncryptSyntax Json(string column, string into) => Add(new BackfillColumn(column, into, BackfillContent.Json));

    /// <summary>Only declares it: the revision leaves the rows alone, and <c>backfill run</c> with its name encrypts them.</summary>
    public EncryptSyntax OnlyWhenAsked()
    {
        _expression.Backfill = _expression.Backfill with { OnlyWhenAsked = true };
        return this;
    }

    private EncryptSyntax Add(BackfillColumn column)
    {
        var work = (EncryptColumns)_expression.Backfill.Work!;
        _expression.Backfill = _expression.Backfill with { Work = new EncryptColumns([.. work.Values, column]) };
        return this;
    }
}
