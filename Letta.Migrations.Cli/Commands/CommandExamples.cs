using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>What users type, by command, and what it is for.</summary>
internal sealed class CommandExamples
{
    private readonly MigrationDefinition _definition;
    private readonly Dictionary<string, (string Line, string What)[]> _all;

    public CommandExamples(MigrationDefinition definition)
    {
        var (product, first) = (definition.Product, definition.Revisions().All is [var oldest, ..] ? oldest : null);
        var (name, id) = (product.CommandName, first?.Id ?? "20260101000000");
        var prefix = first?.ForeignId is null ? id[..8] : id[..3];
        var tool = product.Companion?.Tool;
        _definition = definition;
        _all = new(StringComparer.Ordinal)
        {
            ["upgrade"] =
            [
                ($"{name} upgrade", "to head"),
                ($"{name} upgrade +2", "two revisions further"),
                ($"{name} upgrade {id}", $"to a revision: its{(tool is null ? "" : $" {tool} id, its")} version, or a unique prefix"),
                ($"{name} upgrade --accept-loss", "also where data is dropped that has no replacement: history --markdown tells which"),
                ($"{name} upgrade --create-database", "also if the Postgres database is not there yet"),
                ($"{name} upgrade --resolve-orphans", "also where rows refer to no row: as their foreign keys say, with a copy of each"),
                ($"{name} upgrade head --json | jq .to", "for a script"),
            ],
            ["downgrade"] =
            [
                ($"{name} downgrade -1", "one revision back"),
                ($"{name} downgrade {id}", "back to a revision, which stays applied"),
                ($"{name} downgrade base", "back to an empty schema"),
            ],
            ["current"] =
            [
                ($"{name} current", "where the database is, and how far from head"),
                ($"{name} current --json | jq .pending", "how many revisions are missing"),
                ($"{name} current --check-head", "exit 5 unless it is at head"),
            ],
            ["history"] =
            [
                ($"{name} history", "every revision, when it was applied and how long it took"),
                ($"{name} history -q", "the ids alone"),
                ($"{name} history --last 5", "the newest five"),
                ($"{name} history --pending", "those that are not applied"),
                ($"{name} history --markdown", "what each changes, loses and cannot restore; needs no database"),
                ($"{name} history --lock", "write history.lock, to be checked in with the revisions"),
            ],
            ["heads"] = [($"{name} heads", "the newest revision of this build; needs no database")],
            ["show"] =
            [
                ($"{name} show head", "the newest revision"),
                ($"{name} show {prefix}", "a revision by a unique prefix"),
            ],
            ["serve"] =
            [
                ($"{name} serve", "to head, then the due backfills and a look for drift every hour, until SIGTERM"),
                ($"{name} serve --check-every 10m", "a look every ten minutes"),
                ($"{name} serve --check-every 0", "without looking: for a role that may not create anything"),
            ],
            ["stamp"] =
            [
                ($"{name} stamp head", "compare, and record a database as being at head without running anything"),
                ($"{name} stamp {id}", "for example after restoring a backup that was made there"),
                ($"{name} stamp head --unverified", "record it without comparing; the ledger says so"),
            ],
            ["backfill"] =
            [
                ($"{name} backfill", $"what waits; the same as {name} backfill list"),
                .. product.Cipher is null
                    ? []
                    : (ReadOnlySpan<(string, string)>)[($"{product.EncryptionKeyVariable}_FILE=/run/secrets/key {name} backfill run", "")],
            ],
            ["list"] =
            [
                ($"{name} backfill list", "each backfill, its state and how many rows wait"),
                ($"{name} backfill list --json | jq '.[] | select(.state == \"due\").name'", ""),
            ],
            ["run"] =
            [
                ($"{name} backfill run", "all that are due"),
                ($"{name} backfill run count_steps", "one by its name, also an optional one"),
            ],
            ["status"] =
            [
                ($"{name} backfill status", "how far each is"),
                ($"{name} backfill status count_steps --watch", "looks again every two seconds"),
            ],
            ["pause"] =
            [
                ($"{name} backfill pause", "all that work finish their batch and wait"),
                ($"{name} backfill pause count_steps", "one by its name"),
            ],
            ["resume"] = [($"{name} backfill resume", "lets all go on")],
            ["retry"] =
            [
                ($"{name} backfill retry", "the rows that failed, of all"),
                ($"{name} backfill retry count_steps", "of one by its name"),
            ],
            ["adopt"] =
            [
                .. tool is null
                    ? [($"{name} adopt", "compare the schema with every revision, and record the one that it is")]
                    : (ReadOnlySpan<(string, string)>)
                    [
                        ($"{name} adopt", $"compare, and record where {product.Companion!.Table} says the database is"),
                        ($"{name} adopt", $"again, where {tool} moved an adopted database since"),
                    ],
                ($"{name} adopt {id}", "where nothing records the revision, and the schema fits several"),
                ($"{name} adopt --accept-drift", "in spite of the differences that it printed"),
                ($"{name} adopt --resolve-orphans", "also where rows refer to no row: as their foreign keys say, with a copy of each"),
                .. tool is null ? [] : (ReadOnlySpan<(string, string)>)[($"{name} adopt && {name} upgrade", $"from {tool} to head")],
            ],
            ["wait"] =
            [
                ($"{name} wait", "until somebody else has brought the database to head; writes nothing"),
                ($"{name} wait --timeout 15m", "before an application starts, as its initContainer"),
                ($"{name} wait --timeout 0", "look once"),
                ($"{name} wait --allow-newer", "also if a newer build has gone further"),
            ],
            ["ready"] =
            [
                ($"{name} ready", "what is there, what is missing, and the command that fixes it"),
                ($"{name} ready --json | jq -r '.checks[].next // empty'", ""),
            ],
            ["check"] =
            [
                ($"{name} check", "what differs between the model and the database; exit code 5 if anything does"),
                ($"{name} check --exclude blocks.ix_by_hand", "leaves an index out that somebody else looks after"),
                ($"{name} check --json | jq -r '.differences[] | \"\\(.kind) \\(.object) \\(.table).\\(.name)\"'", ""),
            ],
            ["revision"] =
            [
                ($"{name} revision -m \"add project_id to archives\"", "an empty one, to be written by hand"),
                ($"{name} revision --autogenerate -m \"add project_id to archives\"", "what makes the database what the model says"),
                (
                    $"{name} revision --autogenerate -m \"blocks have titles\" --rename blocks.label:title",
                    "a column with another name, its rows kept"),
                (
                    $"{name} revision --autogenerate -m \"drop the old tools\" --drop old_tools",
                    "a table that the model does not have any more"),
                ($"{name} revision --backfill -m \"fill the projects of archives\"", "one that moves rows in batches"),
            ],
            ["baseline"] =
            [
                ($"{name} baseline -m \"create the schema\"", "the first revision, from the database that is there"),
                ($"{name} stamp head", "then: compare, and record it"),
            ],
            ["reset"] =
            [
                ($"{name} reset", "says what it drops, and asks"),
                ($"{name} reset --yes", "does not ask"),
                ($"{name} reset --yes && {name} revision --autogenerate -m \"…\"", "a clean database, and a clean revision"),
                ($"{name} reset --host-i-mean db-1", "also if the database is not on this machine"),
            ],
        };
    }

    /// <summary>The first example of a command, without what it is for; null if it has none.</summary>
    public string? First(string command) => _all.TryGetValue(command, out var examples) ? examples[0].Line : null;

    /// <summary>The examples of a command, as lines in two columns; those of all for the root.</summary>
    public string For(string command)
        => _all.TryGetValue(command, out var examples) ? Columns(examples) : $"{Columns(OfAll)}\n\n{ExitCodes}";

    private const string ExitCodes = """
        Exit codes:
          0 verified at the target   1 a revision failed   2 usage or configuration   3 lock not obtained in time
          4 database unreachable   5 not the database this build expects   6 permission or prerequisite missing
          7 needs a person   130, 143 stopped by SIGINT, SIGTERM
        """;

    private (string Line, string What)[] OfAll
    {
        get
        {
            var (product, name, example) = (_definition.Product, _definition.Product.CommandName, _definition.Product.ExampleName);
            return
            [
                (name, $"the same as {name} upgrade head"),
                (
                    $"{product.ConnectionVariable}=postgresql://{example}@localhost:5432/{example} {name}",
                    _definition.Targets.Otherwise is { } otherwise ? $"on Postgres; unset: {otherwise}" : "on Postgres"),
                ($"{name} downgrade -1", "one revision back"),
                ($"{name} upgrade head --wait 5m --log-format json", "in a container"),
            ];
        }
    }

    /// <summary>Lines that are much longer than the others do not push what the others are for to the right.</summary>
    private static string Columns(IReadOnlyCollection<(string Line, string What)> examples)
    {
        const int Widest = 64;
        var width = examples.Where(e => e.What.Length > 0 && e.Line.Length <= Widest).Select(e => e.Line.Length).DefaultIfEmpty(0).Max();
        return string.Join('\n', examples.Select(e => $"  {e.Line.PadRight(width)}    {e.What}".TrimEnd()));
    }
}
