using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Running.Checksums;

namespace Letta.Migrations.Tests.Running.Targets;

/// <summary>What a text names, and where that is in a history of three revisions; no database.</summary>
public sealed class RevisionTargetTests
{
    [Theory]
    [InlineData("head", false)]
    [InlineData("base", false)]
    [InlineData("+2", true)]
    [InlineData("-1", true)]
    [InlineData("+x", true)] // Refused where it is resolved, with the verb that was asked for.
    [InlineData("20250102000000", false)]
    [InlineData("aaaaaaaaaaa1", false)]
    [InlineData("HEAD", false)]
    [InlineData("", false)]
    public void Text_is_read_by_its_form_and_given_back_as_it_was_typed(string text, bool relative)
    {
        var target = RevisionTarget.Parse(text);

        Assert.Equal(relative, target.IsRelative);
        Assert.Equal(text, target.ToString());
        Assert.Equal(RevisionTarget.Parse(text), target);
    }

    [Fact]
    public void Words_for_both_ends_are_the_targets_of_that_name()
    {
        Assert.Same(RevisionTarget.Head, RevisionTarget.Parse("head"));
        Assert.Same(RevisionTarget.Base, RevisionTarget.Parse("base"));
        Assert.NotEqual(RevisionTarget.Head, RevisionTarget.Parse("Head"));
        Assert.Throws<ArgumentNullException>(() => RevisionTarget.Parse(null!));
    }

    [Theory]
    [InlineData("head", PlanKind.Up, 3)]
    [InlineData("head", PlanKind.Down, 3)]
    [InlineData("head", PlanKind.Stamp, 3)]
    [InlineData("base", PlanKind.Up, 0)]
    [InlineData("base", PlanKind.Stamp, 0)]
    [InlineData("+1", PlanKind.Up, 3)]
    [InlineData("-1", PlanKind.Down, 1)]
    [InlineData("-2", PlanKind.Down, 0)]
    [InlineData("20250102000000", PlanKind.Up, 2)]
    [InlineData("aaaaaaaaaaa1", PlanKind.Down, 1)]
    [InlineData("AAAAAAAAAAA3", PlanKind.Up, 3)] // A prefix in either case.
    [InlineData("20250101", PlanKind.Stamp, 1)]
    public void Target_is_found_from_the_second_revision_of_three(string text, object kind, int number)
        => Assert.Equal(number, RevisionTarget.Parse(text).Resolve(AtSecond(Sample.All), (PlanKind)kind));

    [Theory]
    [InlineData("+2", PlanKind.Up, "\"+2\" leads past head: the database is 1 revisions behind it.", "Use: letta-migrate upgrade head")]
    [InlineData(
        "+2147483647",
        PlanKind.Up,
        "\"+2147483647\" leads past head: the database is 1 revisions behind it.",
        "Use: letta-migrate upgrade head")]
    [InlineData("-3", PlanKind.Down, "\"-3\" leads below base: 2 revisions are applied.", "Use: letta-migrate downgrade base")]
    [InlineData("-1", PlanKind.Up, "\"-1\" leads down.", "Use: letta-migrate downgrade -1")]
    [InlineData("+1", PlanKind.Down, "\"+1\" leads up.", "Use: letta-migrate upgrade +1")]
    [InlineData("+0", PlanKind.Up, "\"+0\" is not a number of revisions.", "Use, for example: letta-migrate upgrade +1")]
    [InlineData("+", PlanKind.Up, "\"+\" is not a number of revisions.", "Use, for example: letta-migrate upgrade +1")]
    [InlineData("-x", PlanKind.Down, "\"-x\" is not a number of revisions.", "Use, for example: letta-migrate downgrade -1")]
    [InlineData(
        "-99999999999",
        PlanKind.Down,
        "\"-99999999999\" is not a number of revisions.",
        "Use, for example: letta-migrate downgrade -1")]
    [InlineData("+1", PlanKind.Stamp, "There is no revision \"+1\" in this build.", "List them with: letta-migrate history")]
    [InlineData("-1", PlanKind.Adopt, "There is no revision \"-1\" in this build.", "List them with: letta-migrate history")]
    [InlineData("zz", PlanKind.Up, "There is no revision \"zz\" in this build.", "List them with: letta-migrate history")]
    [InlineData("", PlanKind.Up, "There is no revision \"\" in this build.", "List them with: letta-migrate history")]
    [InlineData(
        "aaaa",
        PlanKind.Up,
        "\"aaaa\" is the beginning of 2 revisions: 20250101000000 (aaaaaaaaaaa1), 20250103000000 (aaaaaaaaaaa3).",
        "Give more of its version or of its Alembic id.")]
    public void What_is_no_target_is_refused_with_what_to_do_instead(string text, object kind, string what, string next)
    {
        var error = Assert.Throws<ConfigurationException>(() => RevisionTarget.Parse(text).Resolve(AtSecond(Sample.All), (PlanKind)kind));

        Assert.Equal((what, next), (error.What, error.Next));
    }

    [Fact]
    public void Base_and_what_is_relative_name_no_revision()
    {
        Assert.Equal("third", RevisionTarget.Head.Find(Sample.All, MigrationProduct.Default).Name);
        Assert.Throws<ConfigurationException>(() => RevisionTarget.Base.Find(Sample.All, MigrationProduct.Default));
        Assert.Throws<ConfigurationException>(() => RevisionTarget.Parse("-1").Find(Sample.All, MigrationProduct.Default));
    }

    [Fact]
    public void Head_of_an_empty_history_is_base_for_a_move_and_no_revision_to_name()
    {
        var empty = At(RevisionSet.Create([]));

        Assert.Equal(0, RevisionTarget.Head.Resolve(empty, PlanKind.Up));
        var error = Assert.Throws<ConfigurationException>(() => RevisionTarget.Head.Resolve(empty, PlanKind.Stamp));
        Assert.Equal("This build has no revisions, so there is no \"head\".", error.What);
    }

    private static HistoryState AtSecond(RevisionSet revisions) => At(revisions, revisions.All[0].Version, revisions.All[1].Version);

    private static HistoryState At(RevisionSet revisions, params long[] applied)
    {
        var target = new SqliteTarget("never-opened.db", LettaMigrations.Product);
        var state = RecordedState.Empty with
        {
            HasVersionTable = true,
            Applied = [.. applied.Select(version => new AppliedVersion(version, AppliedAt: null, Duration: null, Checksum: null))],
        };
        return HistoryState.Create(target, revisions, state, new RevisionChecksums(target));
    }
}
