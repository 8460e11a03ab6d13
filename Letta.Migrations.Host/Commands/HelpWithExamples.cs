using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Letta.Migrations.Host.Commands;

/// <summary>The parser library's help, followed by examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["upgrade"] = """
              letta upgrade                       to head
              letta upgrade +2                    two revisions further
              letta upgrade 9a505cc7eca9          to a revision: its Alembic id, its version, or a unique prefix
              letta upgrade --accept-loss         also where data is dropped that has no new home: docs/history.md tells which
              letta upgrade --create-database     also if the Postgres database is not there yet
              letta upgrade head --json | jq .to  for a script
            """,
        ["downgrade"] = """
              letta downgrade -1                  one revision back
              letta downgrade 9a505cc7eca9        back to a revision, which stays applied
              letta downgrade base                back to an empty schema
            """,
        ["current"] = """
              letta current                       where the database is, and how far from head
              letta current --json | jq .pending  how many revisions are missing
              letta current --check-head          exit 5 unless it is at head
            """,
        ["history"] = """
              letta history                       every revision, when it was applied and how long it took
              letta history -q                    the ids alone
              letta history --last 5              the newest five
              letta history --pending             those that are not applied
              letta history --markdown            what each changes, loses and cannot restore; needs no database
            """,
        ["heads"] = """
              letta heads                         the newest revision of this build; needs no database
            """,
        ["show"] = """
              letta show head                     the newest revision
              letta show 9a5                      a revision by a unique prefix
            """,
        ["stamp"] = """
              letta stamp head                    compare, and record a database as being at head without running anything
              letta stamp 9a505cc7eca9            for example after restoring a backup that was made there
              letta stamp head --unverified       record it without comparing; the ledger says so
            """,
        ["backfill"] = """
              letta backfill                      what waits; the same as letta backfill list
              LETTA_ENCRYPTION_KEY_FILE=/run/secrets/letta_key letta backfill run
            """,
        ["list"] = """
              letta backfill list                 each backfill, its state and how many rows wait
              letta backfill list --json | jq '.[] | select(.state == "due").name'
            """,
        ["run"] = """
              letta backfill run                  all that are due
              letta backfill run encrypt_agent_environment_variables    one by its name, also an optional one
            """,
        ["status"] = """
              letta backfill status               how far each is
              letta backfill status encrypt_mcp_oauth --watch    looks again every two seconds
            """,
        ["pause"] = """
              letta backfill pause                all that work finish their batch and wait
              letta backfill pause encrypt_mcp_oauth    one by its name
            """,
        ["resume"] = """
              letta backfill resume               lets all go on
            """,
        ["retry"] = """
              letta backfill retry                the rows that failed, of all
              letta backfill retry encrypt_mcp_oauth    of one by its name
            """,
        ["adopt"] = """
              letta adopt                         compare, and record where alembic_version says the database is
              letta adopt                         again, where Alembic moved an adopted database since
              letta adopt 9a505cc7eca9            where nothing records the revision, and the schema fits several
              letta adopt --accept-drift          in spite of the differences that it printed
              letta adopt && letta upgrade        from Alembic to head
            """,
        ["wait"] = """
              letta wait                          until somebody else has brought the database to head; writes nothing
              letta wait --timeout 15m            before an application starts, as its initContainer
              letta wait --timeout 0              look once
              letta wait --allow-newer            also if a newer build has gone further
            """,
        ["ready"] = """
              letta ready                         what is there, what is missing, and the command that mends it
              letta ready --json | jq -r '.checks[].next // empty'
            """,
        ["check"] = """
              letta check                         what differs between the model and the database; exit code 5 if anything does
              letta check --exclude blocks.ix_by_hand    leaves an index out that somebody else looks after
              letta check --json | jq -r '.differences[] | "\(.kind) \(.object) \(.table).\(.name)"'
            """,
        ["revision"] = """
              letta revision -m "add project_id to archives"    an empty one, to be written by hand
              letta revision --autogenerate -m "add project_id to archives"    what makes the database what the model says
              letta revision --autogenerate -m "blocks have titles" --rename blocks.label:title    a column with another name, its rows kept
              letta revision --autogenerate -m "drop the old tools" --drop old_tools    a table that the model does not have any more
              letta revision --backfill -m "fill the projects of archives"    one that moves rows in batches
            """,
        ["reset"] = """
              letta reset                         says what it drops, and asks
              letta reset --yes                   does not ask
              letta reset --yes && letta revision --autogenerate -m "…"    a clean database, and a clean revision
              letta reset --host-i-mean db-1      also if the database is not on this machine
            """,
    };

    private const string OfAll = """
          letta                                                           the same as letta upgrade head
          LETTA_PG_URI=postgresql://letta@localhost:5432/letta letta      on Postgres; unset: SQLite at ~/.letta/sqlite.db
          letta downgrade -1                                              one revision back
          letta upgrade head --wait 5m --log-format json                  in a container

        Exit codes:
          0 verified at the target   1 a revision failed   2 usage or configuration   3 lock not obtained in time
          4 database unreachable   5 not the database this build expects   6 permission or prerequisite missing
          7 needs a person   130, 143 stopped by SIGINT, SIGTERM
        """;

    /// <summary>The first example of a command, without what it says of it; null if it has none.</summary>
    public static string? First(Command command)
        => Examples.TryGetValue(command.Name, out var examples) ? examples.Split('\n')[0].Trim().Split("    ")[0] : null;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        output.WriteLine(Examples.GetValueOrDefault(parseResult.CommandResult.Command.Name, OfAll));
        output.WriteLine();
        return code;
    }
}
