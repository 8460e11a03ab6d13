using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// What a server means that lets nobody in: 28P01 is a wrong password, 28000 anything else. The server's own words are never shown: they
/// quote the user name, where a password may have gone by mistake (<see cref="PostgresDisplay.User"/>).
/// </summary>
internal static class PostgresRefusal
{
    public static MigrationException TranslateError(PostgresException error, PostgresTarget target) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => new ConfigurationException(
            $"{target.Display} refused the user name or the password (28P01).",
            $"Check the user and the password in {target.Source}; characters such as @ : / % must be percent-encoded."),
        // The routine is the same in every language of the server: auth.c and miscinit.c of Postgres.
        _ => error.Routine switch
        {
            "ClientAuthentication" when Says(error, "client certificate") => new ConfigurationException(
                $"{target.Display} demands a client certificate, and got none that it accepts (28000).",
                $"Name the certificate and its key as sslcert and sslkey in {target.Source}."),
            "ClientAuthentication" when Says(error, "no encryption") => new ConfigurationException(
                $"{target.Display} lets the role \"{target.Role}\" in over TLS only, or not at all: "
                + "its pg_hba.conf has no entry for this connection without encryption (28000).",
                $"Set sslmode=verify-full, or at least sslmode=require, in {target.Source}; "
                + "or an administrator adds an entry to pg_hba.conf."),
            "ClientAuthentication" => new PrerequisiteMissingException(
                $"The pg_hba.conf of {target.Display} has no entry that lets the role \"{target.Role}\" in from here (28000).",
                "An administrator adds an entry for this role, database and address to pg_hba.conf, and runs: SELECT pg_reload_conf();"),
            "InitializeSessionUserId" => new ConfigurationException(
                $"{target.Display} knows no role \"{target.Role}\", or does not let it log in (28000).",
                $"Check the user in {target.Source}, or let an administrator run: CREATE ROLE \"{target.Role}\" LOGIN;"),
            _ => new ConfigurationException(
                $"{target.Display} does not take this connection for one of the role \"{target.Role}\" (28000): "
                + "the proof that its pg_hba.conf asks for, such as a client certificate or the user of the operating system, is of "
                + "another.",
                $"Check the user, and sslcert where there is one, in {target.Source}; the server's log says more."),
        },
    };

    private static bool Says(PostgresException error, string words) => error.MessageText.Contains(words, StringComparison.Ordinal);
}
