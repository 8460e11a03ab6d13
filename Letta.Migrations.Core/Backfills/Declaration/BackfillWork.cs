namespace Letta.Migrations.Backfills;

/// <summary>What a backfill does to the rows of a batch.</summary>
public abstract record BackfillWork
{
    private protected BackfillWork()
    {
    }

    /// <summary>The columns of the table that it names; they must be there when it runs.</summary>
    internal abstract IEnumerable<string> Columns { get; }

    /// <summary>Whether another does the same.</summary>
    internal abstract bool Means(BackfillWork other);

    /// <summary>What carries it out.</summary>
    internal abstract BatchWriter Writer(BackfillTable table, EncryptValues? encryption);

    /// <summary>The condition on the rows that wait, where the work itself says it; null where it does not.</summary>
    internal virtual string? Waits(BackfillDialect dialect) => null;

    /// <exception cref="Errors.ConfigurationException">It is not what it must be.</exception>
    internal virtual void Check(Backfill backfill)
    {
    }
}
