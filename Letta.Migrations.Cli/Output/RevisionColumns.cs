using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>Lays revisions out in columns: place in the history, version, id in another tool, name, and one more.</summary>
internal sealed class RevisionColumns(IReadOnlyCollection<RevisionInfo> shown, RevisionSet revisions)
{
    private readonly int _digits = revisions.All.Count.ToString().Length;
    private readonly int _id = shown.Max(r => r.ForeignId?.Length) ?? 0;
    private readonly int _name = shown.Select(r => r.Name.Length).DefaultIfEmpty(0).Max();

    public string Line(RevisionInfo revision, string last = "")
    {
        var id = _id == 0 ? "" : $"{(revision.ForeignId ?? "").PadRight(_id)}  ";
        return $"  {revision.Number.ToString().PadLeft(_digits)}/{revisions.All.Count}  {revision.Version}  {id}{revision.Name.PadRight(_name)}   {last}".TrimEnd();
    }

    /// <summary>A line that says more about the revision above it.</summary>
    public string Below(string text) => $"{new string(' ', (2 * _digits) + 5)}{text}";
}
