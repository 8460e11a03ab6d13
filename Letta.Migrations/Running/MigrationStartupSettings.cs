using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Running;

/// <summary>What <c>AddLettaMigrations</c> was called with.</summary>
internal sealed record MigrationStartupSettings(IConfiguration Configuration, Action<MigrationStartupOptions>? Configure);
