using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres.Online;

/// <summary>
/// A constraint that is added unvalidated, for which its lock is needed for an instant, and validated in a transaction of its own, while
/// others read and write. From the instant it is there it holds for every row that is written.
/// </summary>
/// <param name="table">The table, quoted.</param>
/// <param name="name">The constraint, quoted.</param>
/// <param name="sql">The statement that adds it.</param>
/// <param name="offence">What is said if rows contradict it.</param>
/// <param name="offenders">The query that finds them.</param>
internal sealed class OnlineConstraint(string table, string name, string sql, string offence, string offenders)
{
    public void Add(PostgresRevisionProcessor processor) => processor.Send($"{sql} NOT VALID");

    /// <exception cref="RevisionFailedException">Rows contradict it.</exception>
    public void Validate(PostgresRevisionProcessor processor)
    {
        try
        {
            processor.Send($"ALTER TABLE {table} VALIDATE CONSTRAINT {name}");
        }
        catch (StatementFailedException e) when (e.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.ForeignKeyViolation
            or PostgresErrorCodes.CheckViolation
        })
        {
            throw new RevisionFailedException(
                offence,
                $"""
                see them   {offenders}
                then       fix or delete them, and run the same command again: it goes on with the validation
                """,
                e);
        }
    }
}
