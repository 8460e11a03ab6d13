namespace Letta.Migrations.Backfills;

/// <summary>What a column holds, which decides what is nothing to move and which text is moved.</summary>
public enum BackfillContent
{
    /// <summary>Text, moved as it is; the empty text is nothing, a blank is something.</summary>
    Text,

    /// <summary>JSON, moved as the text that Python's <c>json.dumps</c> gives; what is false to Python is nothing.</summary>
    Json,
}
