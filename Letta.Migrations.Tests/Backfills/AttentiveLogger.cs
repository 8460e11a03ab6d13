using Letta.Migrations.Running;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Does something when an event is logged: there is no nearer moment to a test between two steps of a run.</summary>
internal sealed class AttentiveLogger(string happens, Action act) : ILogger<MigrationRunner>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == happens)
            act();
    }
}
