using System.Runtime.CompilerServices;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// Tests that run in a container, or beside a collector, are not about those; and what they start inherits this process's environment.
/// </summary>
internal static class CleanEnvironment
{
    [ModuleInitializer]
    internal static void Clean()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name == "DOTNET_RUNNING_IN_CONTAINER" || name.StartsWith("OTEL_", StringComparison.Ordinal))
                Environment.SetEnvironmentVariable(name, null);
        }
    }
}
