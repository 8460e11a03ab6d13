using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Running;

/// <summary>What <c>AddMigrations</c> was called with.</summary>
internal sealed record MigrationStartupSettings(
    MigrationDefinition Definition, IConfiguration Configuration, Action<MigrationStartupOptions>? Configure);
