namespace Letta.Migrations.Tests.Skills;

/// <summary>What the text of a page asks its reader to do before a command, and what is seen there.</summary>
/// <param name="Section">The section of the command.</param>
/// <param name="Command">The command; null for each of the section.</param>
/// <param name="Act">What is done.</param>
internal sealed record ReaderAction(string Section, string? Command, Func<PageSession, PageCommand, Task> Act)
{
    /// <summary>One that needs no database.</summary>
    public ReaderAction(string section, string command, Action<PageSession, PageCommand> act)
        : this(section, command, (session, shown) =>
        {
            act(session, shown);
            return Task.CompletedTask;
        })
    {
    }

    public bool IsFor(PageCommand command)
        => Section == command.Section && (Command ?? command.Text) == command.Text;
}
