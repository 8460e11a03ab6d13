using Letta.Migrations.Authoring;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>The statements about sequences, and about columns that draw from one.</summary>
/// <param name="quoter">Quotes the names.</param>
/// <param name="schema">The schema of tables and sequences.</param>
internal sealed class SequenceText(PostgresRevisionQuoter quoter, string schema)
{
    /// <summary>CREATE says only what it must; ALTER says all, so that nothing stays of what was.</summary>
    public string Write(SequenceExpression sequence)
        => $"{(sequence.IsNew ? "CREATE" : "ALTER")} SEQUENCE {Name(sequence.Name)} AS {sequence.Type} INCREMENT BY {sequence.Increment}"
            + (sequence.Least is { } least ? $" MINVALUE {least}" : " NO MINVALUE")
            + (sequence.Largest is { } largest ? $" MAXVALUE {largest}" : " NO MAXVALUE")
            + $" START WITH {sequence.Start} {(sequence.Cycles ? "" : "NO ")}CYCLE OWNED BY {Owner(sequence.OwnedBy)}";

    /// <summary>
    /// Puts the sequence behind the rows of a table, but not before its own start; where there is no row, it stays where it is.
    /// </summary>
    /// <param name="sequence">An expression for the sequence, as a text.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The column that draws from it.</param>
    public string GoOn(string sequence, string table, string column)
        => $"""
            SELECT pg_catalog.setval(s.seqrelid, CASE WHEN s.seqincrement > 0 THEN greatest(t.highest + 1, s.seqstart) ELSE least(t.lowest - 1, s.seqstart) END, false)
            FROM pg_catalog.pg_sequence s, (SELECT pg_catalog.max({quoter.Quote(column)})::bigint AS highest, pg_catalog.min({quoter.Quote(column)})::bigint AS lowest FROM {Name(table)}) t
            WHERE s.seqrelid = ({sequence})::regclass::oid AND t.highest IS NOT NULL
            """;

    public string Draw(DrawFromSequenceExpression draw)
        => $"ALTER TABLE {Name(draw.Table)} ALTER {quoter.Quote(draw.Column)} SET DEFAULT "
            + $"pg_catalog.nextval({Literal(draw.Sequence)}::regclass)";

    public string Stop(StopDrawingExpression stop) => $"ALTER TABLE {Name(stop.Table)} ALTER {quoter.Quote(stop.Column)} DROP DEFAULT";

    public string Identity(ChangeIdentityExpression change)
        => $"ALTER TABLE {Name(change.Table)} ALTER {quoter.Quote(change.Column)} " + (change.From, change.To) switch
        {
            (_, IdentityKind.None) => "DROP IDENTITY",
            (IdentityKind.None, var to) => $"ADD {Generated(to)} AS IDENTITY",
            (_, var to) => $"SET {Generated(to)}",
        };

    /// <summary>The sequence behind a numbered column.</summary>
    public string Behind(string table, string column)
        => $"pg_catalog.pg_get_serial_sequence({Literal(table)}, {quoter.QuoteValue(column)})";

    /// <summary>The name as a text that <c>regclass</c> reads.</summary>
    public string Literal(string name) => quoter.QuoteValue(Name(name));

    private static string Generated(IdentityKind kind) => $"GENERATED {(kind is IdentityKind.Always ? "ALWAYS" : "BY DEFAULT")}";

    private string Owner(string? column)
        => column?.LastIndexOf('.') is { } dot ? $"{Name(column[..dot])}.{quoter.Quote(column[(dot + 1)..])}" : "NONE";

    private string Name(string name) => quoter.QuoteTableName(name, schema);
}
