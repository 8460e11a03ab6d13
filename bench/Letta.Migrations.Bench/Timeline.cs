using System.Diagnostics;
using Letta.Migrations.Running;

namespace Letta.Migrations.Bench;

/// <summary>What the runner did at which moment.</summary>
internal sealed class Timeline : IProgress<MigrationProgress>
{
    private readonly List<(long At, string What)> _events = [];

    public List<MigrationProgress.Finished> Finished { get; } = [];

    public int Retries { get; private set; }

    public void Report(MigrationProgress value)
    {
        var now = Stopwatch.GetTimestamp();
        switch (value)
        {
            case MigrationProgress.Started started:
                _events.Add((now, Name(started.Revision)));
                break;
            case MigrationProgress.Stepped stepped:
                _events.Add((now, $"{Name(stepped.Revision)}, step {stepped.Done + 1} of {stepped.Total}"));
                break;
            case MigrationProgress.Retrying retrying:
                Retries++;
                _events.Add((now, $"{Name(retrying.Revision)}, waiting to try again"));
                break;
            case MigrationProgress.Finished finished:
                Finished.Add(finished);
                break;
        }
    }

    /// <summary>All that was at work at some moment of a wait.</summary>
    public string During(Wait wait)
    {
        var last = _events.FindLastIndex(e => e.At <= wait.End);
        var first = Math.Max(0, _events.FindLastIndex(e => e.At <= wait.Begin));
        return last < 0 ? "before the first revision" : string.Join("; ", _events[first..(last + 1)].Select(e => e.What));
    }

    public static string Name(RevisionInfo revision) => $"{revision.Number} {revision.Name}";
}
