using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>What everything that takes part in a run works with.</summary>
/// <param name="Engine">The database's engine.</param>
/// <param name="Options">How patient and how strict the run is.</param>
/// <param name="Progress">Receives what happens.</param>
/// <param name="Logger">Receives what happens.</param>
/// <param name="Time">The clock.</param>
internal sealed record RunContext(
    IDatabaseEngine Engine, MigrationOptions Options, IProgress<MigrationProgress>? Progress, ILogger Logger, TimeProvider Time)
{
    /// <summary>The database.</summary>
    public DatabaseTarget Target => Engine.Target;

    /// <summary>What an error of the database means.</summary>
    public IDatabaseErrors Errors => Engine.Errors;

    /// <summary>Whose database it is.</summary>
    public MigrationProduct Product => Target.Product;

    /// <summary>
    /// Tries until the database answers, for as long as <see cref="MigrationOptions.Wait"/>; what waiting cannot fix is reported at once.
    /// </summary>
    public async Task<T> RetryTransientAsync<T>(Func<CancellationToken, Task<T>> reach, CancellationToken cancellationToken)
    {
        var begun = Time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await reach(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException and not MigrationException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var translated = Errors.TranslateError(e);
                var waited = Time.GetElapsedTime(begun);
                if (translated is null)
                    throw;
                if (!Errors.IsTransient(e) || waited >= Options.Wait)
                    throw translated;

                Progress?.Report(new MigrationProgress.WaitingForDatabase(translated.What, waited));
                if (attempt == 1)
                    Log.WaitingForDatabase(Logger, Target, translated.What);
                await Task.Delay(Backoff.Next(attempt), Time, cancellationToken);
            }
        }
    }

    /// <exception cref="PrerequisiteMissingException">The database cannot be written to.</exception>
    public void RefuseReadOnly(RecordedState state)
    {
        if (state.ReadOnly is { } why)
        {
            throw new PrerequisiteMissingException(
                $"{Target} is read-only: {why}; nothing was applied.",
                "Point the settings at the primary, or make the database writable, then run the same command again.");
        }
    }
}
