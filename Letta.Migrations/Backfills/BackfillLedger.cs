namespace Letta.Migrations.Backfills;

/// <summary>
/// The table that remembers which backfills were put off and how far they are. It is made with its first row: a database in which nothing
/// was ever put off does not have it.
/// </summary>
/// <param name="session">Where, in the transaction of what is remembered.</param>
internal sealed class BackfillLedger(IBackfillSession session)
{
    public const string Table = "letta_migration_backfill";

    /// <summary>Everything that is remembered.</summary>
    public IReadOnlyList<BackfillRecord> Read()
        => Exists()
            ? [.. session.Query($"select name, version, state, rows_done from {Table} order by version, name")
                .Select(r => new BackfillRecord(r[0]!, long.Parse(r[1]!), r[2] == "done", long.Parse(r[3]!)))]
            : [];

    /// <summary>Remembers that a backfill is due. One that is due already stays as it is.</summary>
    public void PutOff(string name, long version, DateTimeOffset now)
    {
        session.Execute(session.Dialect.Ledger);
        session.Execute(
            $"""
            insert into {Table} as b (name, version, state, rows_done, due_since, updated_at)
            values (@name, @version, 'due', 0, {Time}, {Time})
            on conflict (name) do update
              set state = 'due', version = excluded.version, rows_done = 0, due_since = excluded.due_since, updated_at = excluded.updated_at, finished_at = null
              where b.state <> 'due'
            """,
            ("name", name),
            ("version", version),
            ("now", Text(now)));
    }

    /// <summary>Adds rows to what is remembered as done.</summary>
    public void Advance(string name, long rows, DateTimeOffset now)
        => session.Execute($"update {Table} set rows_done = rows_done + @rows, updated_at = {Time} where name = @name", ("name", name), ("rows", rows), ("now", Text(now)));

    /// <summary>Remembers that a backfill is finished, if it was ever put off.</summary>
    public void Finish(string name, DateTimeOffset now)
    {
        if (Exists())
        {
            session.Execute(
                $"update {Table} set state = 'done', updated_at = {Time}, finished_at = {Time} where name = @name and state <> 'done'",
                ("name", name),
                ("now", Text(now)));
        }
    }

    /// <summary>Forgets what a revision put off that is applied no longer.</summary>
    public void Forget(long version)
    {
        if (Exists())
            session.Execute($"delete from {Table} where version = @version", ("version", version));
    }

    private string Time => session.Dialect.Timestamp("@now");

    private bool Exists() => session.Query(session.Dialect.TableExists, ("table", Table)).Count > 0;

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff");
}
