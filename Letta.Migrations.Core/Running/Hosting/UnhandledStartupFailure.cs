namespace Letta.Migrations.Running;

/// <summary>
/// Gives a process whose start failed its documented exit code. An exception that leaves <c>app.Run()</c> and that nobody catches would
/// abort the process: 134 whatever <see cref="Environment.ExitCode"/> says, with a stack trace and perhaps a core dump (measured on
/// .NET 10). The runtime raises <see cref="AppDomain.UnhandledException"/> before it does any of that, and after the host was disposed.
/// </summary>
internal static class UnhandledStartupFailure
{
    /// <summary>Sets the exit code for both ends: nobody catches the failure, or somebody does and returns from Main.</summary>
    public static void ExitsWithItsCode(MigrationStartupException failure)
    {
        Environment.ExitCode = (int)failure.Code;
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            if (unhandled.ExceptionObject is Exception exception && Holds(exception, failure))
                Exit(failure);
        };
    }

    private static bool Holds(Exception exception, MigrationStartupException failure)
        => ReferenceEquals(exception, failure)
            || (exception is AggregateException several && several.InnerExceptions.Any(e => Holds(e, failure)))
            || (exception.InnerException is { } inner && Holds(inner, failure));

#pragma warning disable RS0030 // The process is ending already, by abort; this only gives it the exit code that says why.
    private static void Exit(MigrationStartupException failure) => Environment.Exit((int)failure.Code);
#pragma warning restore RS0030
}
