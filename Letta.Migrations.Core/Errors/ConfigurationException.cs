namespace Letta.Migrations.Errors;

/// <summary>The command line or the configuration is wrong; no database was contacted (exit code 2).</summary>
public sealed class ConfigurationException(MessageText what, MessageText next, Exception? inner = null)
    : MigrationException(ExitCode.Usage, what, next, inner);
