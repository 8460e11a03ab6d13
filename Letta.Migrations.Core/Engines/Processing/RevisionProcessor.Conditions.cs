using System.Data.Common;
using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines;

/// <summary>Asks what existing rows say against a revision: the answers are collected, so that a person sees all of them at once.</summary>
internal abstract partial class RevisionProcessor
{
    private readonly List<RowRefusal> _refusals = [];
    private readonly List<(LosesExpression Declared, Loss Loss)> _losses = [];

    public void Process(RefuseRowsExpression expression)
    {
        if (NoRows)
            return;

        Flush();
        if (Offenders(expression.Table, expression.Offence, Query(expression)) is { } offenders)
            _refusals.Add(new RowRefusal(offenders, [expression.Query], expression.Remedy));
    }

    /// <summary>The query of a condition as it is sent.</summary>
    protected virtual string Query(RefuseRowsExpression expression) => expression.Query;

    /// <summary>Where no row loses anything, one look tells; only where some do, they are counted.</summary>
    public void Process(LosesExpression expression)
    {
        if (NoRows)
            return;

        Flush();
        if (Convert.ToBoolean(Scalar($"select exists ({expression.Query})"), provider: null))
            _losses.Add((expression, new Loss(expression.Table, expression.What, Count(expression.Query))));
    }

    public void Process(RefuseRevisionExpression expression)
    {
        if (TakeRefusals(expression.Revision) is { Count: > 0 } refusals)
            throw RowRefusal.Error(refusals);
    }

    /// <summary>What keeps a revision from being carried out, as far as it was asked; forgotten with this call.</summary>
    internal IReadOnlyList<RowRefusal> TakeRefusals(string revision)
    {
        List<RowRefusal> found = [.. _refusals];
        _refusals.Clear();
        if (_losses.Count == 0 || AcceptLoss)
            return found;

        var losses = _losses.Select(l => $"{l.Loss} ({FirstKeys(l.Declared.Query, l.Loss.Rows)}): {l.Declared.Why}");
        found.Add(new RowRefusal(
            $"Revision {revision} would lose {string.Join("; and ", losses)}.",
            [.. _losses.Select(l => l.Declared.Query)],
            "save what is still needed")
        {
            Option = "--accept-loss",
            IsLoss = true,
        });
        return found;
    }

    /// <summary>
    /// Asks a condition, within a transaction. False if it cannot be answered: what it looks at is not there, or not yet as it will be.
    /// </summary>
    internal bool TryAsk(IMigrationExpression condition)
    {
        const string Here = "migration_condition";
        Transaction!.Save(Here);
        try
        {
            condition.ExecuteWith(this);
            return true;
        }
        catch (Exception e) when (e is StatementFailedException or DbException)
        {
            Stopping.ThrowIfCancellationRequested();
            Transaction.Rollback(Here); // Fails where the connection is gone.
            return false;
        }
    }

    /// <summary>What the revision that was carried out lost; forgotten with this call.</summary>
    public IReadOnlyList<Loss> TakeLosses()
    {
        IReadOnlyList<Loss> losses = [.. _losses.Select(l => l.Loss)];
        _losses.Clear();
        return losses;
    }

    /// <summary>How many rows a query finds, what is wrong with them, and the keys of the first few; null if there are none.</summary>
    internal string? Offenders(string table, string offence, string query)
        => Count(query) is > 0 and var count ? $"{Loss.RowsOf(count, table)} {offence}: {FirstKeys(query, count)}." : null;

    private long Count(string query) => Convert.ToInt64(Scalar($"select count(*) from ({query}) as counted"), provider: null);

    /// <summary>The keys of the first few rows of a query.</summary>
    private string FirstKeys(string query, long count)
    {
        const int Shown = 5;
        var keys = new List<string>();
        using var command = AsText(CreateCommand($"select * from ({query}) as listed limit {Shown}"));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            keys.Add(reader.IsDBNull(0) ? "null" : ControlCharacters.Escape(reader.GetValue(0).ToString()!));
        return string.Join(", ", keys) + (count > keys.Count ? ", …" : "");
    }
}
