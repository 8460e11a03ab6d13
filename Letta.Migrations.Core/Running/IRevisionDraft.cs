namespace Letta.Migrations.Running;

/// <summary>The text of a revision that was not written yet.</summary>
internal interface IRevisionDraft
{
    /// <summary>What is to be done with the file before it is applied.</summary>
    string Next { get; }

    /// <summary>The source file.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="name">What it does.</param>
    /// <param name="root">What its namespace begins with.</param>
    (string Path, string Text) Render(long version, string name, string root);
}
