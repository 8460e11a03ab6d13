using System.Globalization;
using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.History;

public sealed class HistoryOrderTests
{
    private static readonly IReadOnlyList<RevisionInfo> All = LettaMigrations.Revisions.All;

    [Fact]
    public void Versions_strictly_increase()
        => Assert.All(All.Zip(All.Skip(1)), pair => Assert.True(pair.First.Version < pair.Second.Version));

    [Fact]
    public void Alembic_ids_follow_each_other_as_in_the_original()
        => Assert.Equal(GoldenHistory.Revisions.Take(All.Count).Select(g => g.ForeignId), All.Select(r => r.ForeignId));

    [Fact]
    public void Golden_revisions_are_one_chain()
        => Assert.Equal(
            GoldenHistory.Revisions.SkipLast(1).Select(g => g.ForeignId), GoldenHistory.Revisions.Skip(1).Select(g => g.Parent));

    [Fact]
    public void A_version_is_the_create_date_or_one_second_after_its_predecessor()
    {
        var previous = DateTime.MinValue;
        foreach (var (revision, golden) in All.Zip(GoldenHistory.Revisions))
        {
            var created = golden.Created.AddTicks(-(golden.Created.Ticks % TimeSpan.TicksPerSecond));
            previous = created > previous ? created : previous.AddSeconds(1);

            Assert.Equal(long.Parse($"{previous:yyyyMMddHHmmss}", CultureInfo.InvariantCulture), revision.Version);
        }
    }

    [Fact]
    public void A_file_is_named_by_version_and_class_and_lies_in_the_folder_of_its_year()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Letta.sln")))
            folder = folder.Parent!;

        Assert.All(All, revision => Assert.True(
            File.Exists(Path.Combine(
                folder.FullName, "Letta.Migrations", "History", $"{revision.Version}"[..4], $"{revision.Version}_{revision.Type.Name}.cs")),
            $"{revision.Version}_{revision.Type.Name}.cs"));
    }

    [Fact]
    public void Every_name_fits_a_line() => Assert.All(All, revision => Assert.InRange(revision.Name.Length, 1, 45));

    [Fact]
    public void What_the_way_up_drops_is_said_with_Loses()
        => Assert.All(All, revision => Assert.DoesNotContain(Steps(revision, PlanKind.Up), step => step is IrreversibleExpression));

    [Fact]
    public void What_the_way_down_drops_is_said_with_Irreversible()
        => Assert.All(All, revision => Assert.DoesNotContain(Steps(revision, PlanKind.Down), step => step is LosesExpression));

    private static IReadOnlyList<IMigrationExpression> Steps(RevisionInfo revision, PlanKind direction)
        => RevisionSteps.Collect(revision, direction, OfflineSchema.Postgres, schema: null).All;
}
