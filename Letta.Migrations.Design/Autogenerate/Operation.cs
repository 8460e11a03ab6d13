namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// One thing that a revision says: the words themselves, which are tried out in a shadow, and their C#, which is written.
/// </summary>
/// <param name="Say">Says it.</param>
/// <param name="Code">The statement, or several, without indentation; a continued line is indented by one step.</param>
internal sealed record Operation(Action<DraftRevision> Say, string Code)
{
    /// <summary>What a reader should know about it; stands above it.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether it would keep others out of a table in use for long, if it were done in one transaction.</summary>
    public bool Long { get; init; }
}
