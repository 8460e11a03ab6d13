using System.CommandLine;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>The options that every verb takes.</summary>
internal sealed class GlobalOptions(MigrationDefinition definition)
{
    public Option<bool> Json { get; } = Flag("--json", "Print the result as JSON on stdout, and nothing else there.");

    public Option<bool> Quiet { get; } = Flag("--quiet", "Print only the last line, or only ids; errors as ever.", "-q");

    public Option<bool> Verbose { get; } = Flag("--verbose", "Log what is done, in detail, on stderr.", "-v");

    public Option<string> Connection { get; } = Text(
        "--connection", "uri",
        $"The database: postgresql://user@host/db or sqlite:///path. Prefer {definition.Targets.Preferred}: arguments are visible to "
            + $"other processes.");

    public Option<string> Schema { get; } = Text("--schema", "name", "The Postgres schema to work in; default the connection's own.");

    public Option<string> Wait { get; } = Duration("--wait", "How long to wait for a database that does not answer yet (60s).");

    public Option<string> LockWait { get; } = Duration("--lock-wait", "How long to wait for another migrator to finish (5m).");

    public Option<string> LockTimeout { get; } = Duration(
        "--lock-timeout", "How long one statement may queue for a table that others use (5s).");

    public Option<string> StatementTimeout { get; } = Duration(
        "--statement-timeout", "How long one statement may run (1h); 0 for no limit.");

    public Option<bool> AllowNewer { get; } = Flag("--allow-newer", "Accept a database that a newer build has migrated.");

    public Option<string> LogFormat { get; } = Choice(
        "--log-format",
        ["text", "json"],
        "json: every step as one line of JSON on stderr, for log collectors (text; json in a container without a terminal).");

    /// <summary>
    /// Only where revisions go up: <c>upgrade</c>, the root, which means it, and <c>adopt</c>, which finishes what the other tool began.
    /// </summary>
    public Option<bool> AcceptLoss { get; } = new("--accept-loss")
    {
        Description = "Let revisions drop data that has no replacement; without it they stop before it.",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>Where <see cref="AcceptLoss"/> is.</summary>
    public Option<bool> ResolveOrphans { get; } = new("--resolve-orphans")
    {
        Description = "Delete rows that refer to no row, or set them to NULL, as their foreign keys say; a copy of each is kept.",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>Only where revisions go up.</summary>
    public Option<bool> NoInline { get; } = new("--no-inline")
    {
        Description = "Carry out no backfill: stop with exit code 7 where one must be done first.",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>Only where revisions go up.</summary>
    public Option<bool> CreateDatabase { get; } = new("--create-database")
    {
        Description = "Create the Postgres database if it is not there and the role may. A SQLite file is created in any case.",
        Arity = ArgumentArity.Zero,
    };

    public IEnumerable<Option> All
        => [Json, Quiet, Verbose, Connection, Schema, Wait, LockWait, LockTimeout, StatementTimeout, AllowNewer, LogFormat];

    /// <summary>The options that were given, as configuration: they override the environment, which overrides appsettings.json.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Overrides(ParseResult parse)
    {
        (string Key, string? Value)[] given =
        [
            (nameof(MigrationOptions.Wait), parse.GetValue(Wait)),
            (nameof(MigrationOptions.LockWait), parse.GetValue(LockWait)),
            (nameof(MigrationOptions.LockTimeout), parse.GetValue(LockTimeout)),
            (nameof(MigrationOptions.StatementTimeout), parse.GetValue(StatementTimeout)),
            (nameof(MigrationOptions.AllowNewer), parse.GetValue(AllowNewer) ? bool.TrueString : null),
            (nameof(MigrationOptions.AcceptLoss), parse.GetValue(AcceptLoss) ? bool.TrueString : null),
            (nameof(MigrationOptions.ResolveOrphans), parse.GetValue(ResolveOrphans) ? bool.TrueString : null),
            (nameof(MigrationOptions.NoInline), parse.GetValue(NoInline) ? bool.TrueString : null),
            (nameof(MigrationOptions.CreateDatabase), parse.GetValue(CreateDatabase) ? bool.TrueString : null),
            (nameof(LogFormat), parse.GetValue(LogFormat)),
        ];
        return given.Where(x => x.Value is not null)
            .Select(x => KeyValuePair.Create($"{definition.Product.SettingsSection}:{x.Key}", x.Value));
    }

    private static Option<bool> Flag(string name, string description, params string[] aliases)
        => new(name, aliases) { Description = description, Recursive = true, Arity = ArgumentArity.Zero };

    private static Option<string> Text(string name, string value, string description)
        => new(name) { Description = description, HelpName = value, Recursive = true };

    private static Option<string> Choice(string name, string[] choices, string description)
    {
        var option = Text(name, string.Join('|', choices), description);
        option.CompletionSources.Add(choices);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !choices.Contains(text, StringComparer.Ordinal))
                result.AddError($"\"{name}\" is {UsageErrors.Shown(text, "something")}; it must be {string.Join(" or ", choices)}.");
        });
        return option;
    }

    /// <summary>An option whose value is a duration.</summary>
    public static Option<string> Duration(string name, string description)
    {
        var option = Text(name, "duration", description);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && DurationText.Parse(text) is null)
                result.AddError($"\"{name}\" is {UsageErrors.Shown(text, "something")}, which is not a duration. {DurationText.Help}");
        });
        return option;
    }
}
