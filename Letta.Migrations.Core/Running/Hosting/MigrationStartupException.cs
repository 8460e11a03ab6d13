using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// Why a host did not start: its database was not brought to its target. Nobody needs to catch it: left alone, it ends the process with
/// <see cref="Code"/>.
/// </summary>
/// <remarks>
/// <see cref="ToString"/> is the message alone. The host logs what made its start fail by that method, and for the person who reads it
/// the message says what to do, while a stack trace would only bury it. The trace is in <see cref="Exception.InnerException"/>.
/// </remarks>
public sealed class MigrationStartupException : Exception
{
    internal MigrationStartupException(ExitCode code, string what, string next, Exception? inner)
        : base($"{what}\n{next}", inner)
        => Code = code;

    /// <summary>The exit code that the process ends with.</summary>
    public ExitCode Code { get; }

    /// <summary>True if the host had started already: its migrations ran in the background.</summary>
    internal bool Started { get; init; }

    /// <summary>The message and the exit code; no stack trace.</summary>
    public override string ToString() => $"{Message}\nThe host was {(Started ? "stopped" : "not started")}. (exit {(int)Code})";
}
