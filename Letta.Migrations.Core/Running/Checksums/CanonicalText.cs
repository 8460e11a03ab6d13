using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running.Steps;

namespace Letta.Migrations.Running.Checksums;

/// <summary>
/// What steps do, as a text that is the same as long as they do the same. It is our own, and not the SQL that is sent: that one depends on
/// what the database holds, and is spelled differently by the next FluentMigrator. Words for people are no part of it (offences, remedies,
/// reasons).
/// </summary>
internal static class CanonicalText
{
    public static string Write(IEnumerable<IMigrationExpression> steps)
    {
        var lines = new CanonicalLines();
        foreach (var step in steps)
            StockSteps.Get(step).WriteCanonicalText(lines);
        return lines.ToString();
    }
}
