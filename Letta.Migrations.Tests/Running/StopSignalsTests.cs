using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Running;

public sealed class StopSignalsTests
{
    [Fact]
    public void First_signal_counts()
    {
        using var signals = new StopSignals();

        signals.Receive(ExitCode.Interrupted);
        signals.Receive(ExitCode.Terminated);

        Assert.Equal(ExitCode.Interrupted, signals.Code);
        Assert.True(signals.Token.IsCancellationRequested);
    }

    /// <summary>Another listener of the same signal may have ended the run before.</summary>
    [Fact]
    public void Signal_after_the_end_stops_nothing()
    {
        var signals = new StopSignals();
        signals.Dispose();

        signals.Receive(ExitCode.Terminated);

        Assert.Equal(ExitCode.Terminated, signals.Code);
    }
}
