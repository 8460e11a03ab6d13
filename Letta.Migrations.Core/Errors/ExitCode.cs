namespace Letta.Migrations.Errors;

/// <summary>The documented exit codes of the command line, and of any host whose start the migrations stopped.</summary>
public enum ExitCode
{
    /// <summary>The database was verified to be where it was asked to be.</summary>
    Done = 0,

    /// <summary>A revision failed: it was rolled back, or stands at a named step.</summary>
    RevisionFailed = 1,

    /// <summary>The command line or the configuration is wrong, a refused password included; nothing was changed.</summary>
    Usage = 2,

    /// <summary>Another migrator, or sessions that use a table or the SQLite file, held a lock for longer than the time allowed.</summary>
    LockNotObtained = 3,

    /// <summary>The database could not be reached or went away; trying again may help.</summary>
    Unreachable = 4,

    /// <summary>The database is not what this build expects: newer, drifted, edited, or differences were found.</summary>
    Unexpected = 5,

    /// <summary>A permission or a prerequisite is missing; the message says what an administrator must run.</summary>
    PrerequisiteMissing = 6,

    /// <summary>Rows or files are in a state that only a person can decide about.</summary>
    NeedsHuman = 7,

    /// <summary>Stopped by SIGINT (Ctrl-C).</summary>
    Interrupted = 130,

    /// <summary>Stopped by SIGTERM.</summary>
    Terminated = 143,
}
