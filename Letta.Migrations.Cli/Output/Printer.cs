using Letta.Migrations.Engines;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>How a command's progress, result or failure is reported. One of the four ways: human, quiet, JSON, log.</summary>
internal abstract class Printer : IProgress<MigrationProgress>, IDisposable
{
    /// <summary>The database; null until it is known.</summary>
    public DatabaseTarget? Target { get; set; }

    public virtual void Report(MigrationProgress value)
    {
    }

    /// <summary>True once a run was verified: then the exit code is 0, whether or not the result can be printed.</summary>
    public bool Verified { get; private set; }

    public void Ran(Verb verb, MigrationResult result)
    {
        Verified = true;
        PrintRun(verb, result);
    }

    public void Backfilled(BackfillResult result)
    {
        Verified = true;
        PrintBackfilled(result);
    }

    /// <summary>Tells what became of rows that had failed; or, in a sentence, why none was tried.</summary>
    public void Retried(BackfillResult result, string nothing)
    {
        Verified = true;
        PrintRetried(result, nothing);
    }

    public abstract void Backfills(IReadOnlyList<BackfillStatus> backfills);

    /// <summary>Tells how far backfills are; or, in a sentence, why there are none.</summary>
    public abstract void BackfillStatus(IReadOnlyList<BackfillStatus> backfills, string none);

    /// <summary>Tells where the database is and, if that was the question, that it is not at head.</summary>
    public abstract void Current(DatabaseStatus status, bool checksHead);

    /// <summary>Tells the history, and why no run may begin from where the database is.</summary>
    public abstract void History((DatabaseStatus Status, IReadOnlyList<HistoryEntry> Entries) history);

    public abstract void Heads(RevisionInfo? head);

    public abstract void Show(HistoryEntry entry, IReadOnlyList<HistoryEntry> history);

    /// <summary>Tells what differs between the model and the database.</summary>
    public abstract void Checked(CheckReport report);

    /// <summary>Tells which revision was written, if there was anything to write.</summary>
    public abstract void Written(WrittenReport report);

    public void Waited(DatabaseStatus status, TimeSpan waited)
    {
        Verified = true;
        PrintWaited(status, waited);
    }

    /// <summary>Tells what is there and what is missing.</summary>
    public abstract void Ready(ReadyReport report);

    /// <summary>Tells the failure and returns its exit code.</summary>
    public abstract int Failed(Failure failure);

    public abstract void Dispose();

    protected abstract void PrintRun(Verb verb, MigrationResult result);

    protected abstract void PrintBackfilled(BackfillResult result);

    protected abstract void PrintRetried(BackfillResult result, string nothing);

    protected abstract void PrintWaited(DatabaseStatus status, TimeSpan waited);
}
