using FluentMigrator.Expressions;

namespace Letta.Migrations.Running.Checksums;

/// <summary>
/// What steps do, as a text that is the same as long as they do the same. It is our own, and not the SQL that is sent: that one depends on
/// what the database holds, and is spelled differently by the next FluentMigrator. Words for people are no part of it (offences, remedies,
/// reasons).
/// </summary>
internal static class CanonicalText
{
    /// <summary>The text; null if there is a kind of step among them that has none.</summary>
    public static string? Of(IEnumerable<IMigrationExpression> steps)
    {
        var lines = new CanonicalLines();
        return steps.All(step => TrySay(step, lines)) ? lines.ToString() : null;
    }

    private static bool TrySay(IMigrationExpression step, CanonicalLines lines)
        => TableSteps.TrySay(step, lines) || KeySteps.TrySay(step, lines) || RowSteps.TrySay(step, lines) || OwnSteps.TrySay(step, lines);
}
