using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running;

/// <summary>Why a backfill is not done, and what to do next.</summary>
internal sealed class BackfillRefusals(MigrationProduct product)
{
    /// <summary>How many keys of rows that failed are reported.</summary>
    public const int Shown = 5;

    public NeedsHumanException Incomplete(Backfill backfill, long rows, IReadOnlyList<string> keys)
        => rows == 0
            ? new NeedsHumanException(
                $"The backfill \"{backfill.Name}\" is incomplete, and which rows of \"{backfill.Table}\" failed is not recorded any more.",
                $"Do what waits still with: {product.CommandName} backfill retry {backfill.Name}")
            : new NeedsHumanException(
                $"The backfill \"{backfill.Name}\" is incomplete: {(rows == 1 ? "1 row" : $"{rows} rows")} of \"{backfill.Table}\" "
                    + $"failed ({string.Join(", ", keys)}{(rows > keys.Count ? ", …" : "")}).",
                $"see why    select key, error from {product.Tables.BackfillRows} where name = '{backfill.Name}'\n"
                + $"then       fix them, and run: {product.CommandName} backfill retry {backfill.Name}");

    public NeedsHumanException Paused(string name)
        => new(
            $"The backfill \"{name}\" is paused.",
            $"Let it go on with: {product.CommandName} backfill resume {name}, then run the same command again.");

    public NeedsHumanException NotInline(string name, RevisionInfo declared)
        => new(
            $"The backfill \"{name}\" of revision {declared.Id} ({declared.Name}) is not done, and --no-inline lets no upgrade carry it out.",
            $"Run it with: {product.CommandName} backfill run {name}, then run the same command again; or leave out --no-inline.");

    public NeedsHumanException Endless(Backfill backfill)
        => backfill.Encrypts
            ? new NeedsHumanException(
                $"Rows of \"{backfill.Table}\" that wait for \"{backfill.Name}\" keep coming: somebody writes them as fast as they are "
                    + $"encrypted.",
                $"Start every {product.Name} server on this database with {product.EncryptionKeyVariable}, or stop those without it, "
                    + $"then run the same command again.")
            : new NeedsHumanException(
                $"Rows of \"{backfill.Table}\" that wait for \"{backfill.Name}\" keep coming, or stay when they are done.",
                "See that the applications write what it fills, and that a row which it did no longer meets its condition; then run the "
                    + "same command again.");

    public NeedsHumanException Again(Backfill backfill)
        => backfill.Encrypts
            ? new NeedsHumanException(
                $"Rows of \"{backfill.Table}\" wait for \"{backfill.Name}\" again: somebody wrote them when it was done.",
                $"Start every {product.Name} server on this database with {product.EncryptionKeyVariable}, or stop those without it, "
                    + $"then run the same command again.")
            : new NeedsHumanException(
                $"The backfill \"{backfill.Name}\" was done, and is due again: somebody recorded it again meanwhile.",
                "Run the same command again.");

    public UnexpectedDatabaseException Gone(Backfill backfill)
        => new(
            $"The backfill \"{backfill.Name}\" is recorded no longer: its revision was taken back meanwhile.",
            $"Look where the database is with: {product.CommandName} current");

    public ConfigurationException NoKey(string table, long rows)
        => new(
            $"{product.EncryptionKeyVariable} is not set, and {rows} {(rows == 1 ? "row" : "rows")} of "
                + $"\"{table}\" {(rows == 1 ? "waits" : "wait")} to be encrypted.",
            $"Set it, or {product.EncryptionKeyVariable}_FILE, to the key that {product.Name} is started with, then run the same command "
                + $"again.");

    public ConfigurationException NotThere(string name, IEnumerable<BackfillStatus> all, DatabaseTarget target)
        => new(
            $"There is no backfill \"{name}\" among the revisions that are applied to {target}.",
            $"{(Nearest.To(name, all.Select(b => b.Name)) is { } nearest ? $"Did you mean \"{nearest}\"? " : "")}List them "
                + $"with: {product.CommandName} backfill list");

    public UnexpectedDatabaseException Unknown(string name, long version)
        => new(
            $"The backfill \"{name}\" of revision {version} is not done, and this build does not declare it.",
            $"Finish it with the build that does: {product.CommandName} backfill run " + name);
}
