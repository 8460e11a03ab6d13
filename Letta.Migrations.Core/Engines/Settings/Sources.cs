using Letta.Migrations.Errors;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Engines.Settings;

/// <summary>Finds settings by name, a secret either in the variable itself or in the file that its <c>_FILE</c> variant names.</summary>
internal static class Sources
{
    /// <summary>The setting as it is configured; null where it is not.</summary>
    public static Setting? Plain(IConfiguration configuration, string name, string example)
        => configuration[name] is { } value ? new Setting(name, value, example) : null;

    /// <summary>The setting from its variable or from its file; null where neither is configured.</summary>
    public static Setting? Secret(IConfiguration configuration, string name, string example)
    {
        var fileName = $"{name}_FILE";
        var plain = Plain(configuration, name, example);
        var path = Plain(configuration, fileName, $"/run/secrets/{name.ToLowerInvariant()}");
        if (path is null)
            return plain;

        if (plain is not null)
            throw new ConfigurationException(
                $"Both {name} and {fileName} are set.", $"unset one of them; {fileName} keeps the secret out of the environment");

        path.Trimmed();
        return new Setting(fileName, SecretFile.Read(path.Value, $"The file that {fileName} names"), example);
    }
}
