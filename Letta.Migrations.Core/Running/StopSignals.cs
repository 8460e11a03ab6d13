using System.Runtime.InteropServices;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// Turns SIGINT and SIGTERM into a cancelled token and remembers which of them came first. The process is not ended by the signal:
/// it ends when the run has rolled back. A second signal changes nothing.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _code;

    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Cancelled when one of the signals came.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The exit code of the signal that came first; null if none came.</summary>
    public ExitCode? Code => Volatile.Read(ref _code) is var code and not 0 ? (ExitCode)code : null;

    /// <summary>Its name, to be printed.</summary>
    public static string Name(ExitCode code) => code == ExitCode.Interrupted ? "SIGINT" : "SIGTERM";

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Receive(context.Signal == PosixSignal.SIGINT ? ExitCode.Interrupted : ExitCode.Terminated);
    }

    /// <summary>
    /// What a signal does. Where two of these listen, the runtime calls one after the other: the first may have ended the run, and with it
    /// the second one, before that is called. An exception in a signal's handler would abort the process, with 134.
    /// </summary>
    internal void Receive(ExitCode code)
    {
        if (Interlocked.CompareExchange(ref _code, (int)code, 0) != 0)
            return;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Nothing is left to be stopped.
        }
    }
}
