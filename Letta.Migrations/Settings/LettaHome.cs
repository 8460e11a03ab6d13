using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Settings;

/// <summary>The folder <c>~/.letta</c>, where Letta keeps what one user needs.</summary>
/// <param name="userFolder">The user's home; null or empty if there is none, as in some containers.</param>
internal sealed class LettaHome(string? userFolder)
{
    /// <summary>That of the user who runs this process.</summary>
    public static LettaHome OfThisUser()
        => new(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>The user's home; null or empty if there is none.</summary>
    public string? UserFolder => userFolder;

    /// <summary>A path as a shell understands it: <c>~/</c> is the home.</summary>
    public string Expand(string path, Examples examples)
        => path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(RequireUserFolder(examples), path[2..]) : path;

    /// <summary>The address that Letta Desktop leaves in <c>~/.letta/pg_uri</c>; null without such a file.</summary>
    public Setting? PostgresUri(Examples examples)
    {
        if (string.IsNullOrEmpty(userFolder))
            return null;

        const string name = "~/.letta/pg_uri";
        var path = Path.Combine(userFolder, ".letta", "pg_uri");
        return File.Exists(path) ? new Setting(name, SecretFile.Read(path, name), examples.Uri) : null;
    }

    /// <summary>
    /// The SQLite file that Letta's own env.py opens: <c>sqlite.db</c> in the <c>path</c> of <c>[recall_storage]</c> of Letta's config file
    /// if there is one, else in <c>~/.letta</c>. <c>LETTA_DIR</c> moves Letta's logs only, so it does not count here either.
    /// </summary>
    public string SqliteFile(IConfiguration configuration, Examples examples)
    {
        var config = configuration["MEMGPT_CONFIG_PATH"] is { Length: > 0 } moved
            ? moved
            : Path.Combine(RequireUserFolder(examples), ".letta", "config");
        return Path.Combine(RecallStoragePath(config) ?? Path.Combine(RequireUserFolder(examples), ".letta"), "sqlite.db");
    }

    private string RequireUserFolder(Examples examples)
        => string.IsNullOrEmpty(userFolder)
            ? throw new ConfigurationException(
                "No database is named, and there is no home folder to look for ~/.letta/sqlite.db in.",
                $"set HOME, or LETTA_PG_URI to an address like   {examples.Uri}")
            : userFolder;

    private static string? RecallStoragePath(string config)
    {
        if (!File.Exists(config))
            return null;

        var within = false;
        foreach (var line in SecretFile.Read(config, "Letta's config file").Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith('['))
                within = line == "[recall_storage]";
            else if (within && line.Split(['=', ':'], 2, StringSplitOptions.TrimEntries) is [var key, { Length: > 0 } value]
                && key.Equals("path", StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }
}
