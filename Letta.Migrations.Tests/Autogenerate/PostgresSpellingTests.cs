using Letta.Migrations.Running;
using Letta.Migrations.Tests.Autogenerate.Spellings;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class PostgresSpellingTests(PostgresEngine engine) : SpellingSpec(engine)
{
    public static TheoryData<string> Names => [.. Spelling.All.Where(s => s.Postgres is not null).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Other_spelling_of_the_same_is_no_difference(string name) => AssertSameAsync(name);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Other_meaning_is_a_difference(string name) => AssertOtherAsync(name);

    [Fact]
    public async Task Index_that_a_build_left_invalid_is_a_difference()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(
            Things + "create index ix on things (name); update pg_index set indisvalid = false where indexrelid = 'ix'::regclass");

        var check = await database.Generator(RevisionSet.From([]))
            .CheckAsync(ThingsContext.Read(t => t.HasIndex(e => e.Name, "ix")), [], TestContext.Current.CancellationToken);

        Assert.Equal(
            "changed  index \"ix\": expected (name), actual (name), invalid of \"things\"", Assert.Single(check.Differences).ToString());
    }

    [Fact]
    public async Task Constraint_that_rows_are_not_known_to_meet_is_a_difference()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(Things + "alter table things add constraint ck check (size > 0) not valid");

        var check = await database.Generator(RevisionSet.From([])).CheckAsync(
            ThingsContext.Read(t => t.ToTable(x => x.HasCheckConstraint("ck", "size > 0"))), [], TestContext.Current.CancellationToken);

        Assert.Equal(
            "changed  check \"ck\": expected ((size > 0)), actual ((size > 0)) NOT VALID of \"things\"",
            Assert.Single(check.Differences).ToString());
    }

    private protected override string? Made(Spelling spelling)
        => spelling.Postgres!.Contains("vector(", StringComparison.Ordinal)
            ? $"create extension vector; {spelling.Postgres}"
            : spelling.Postgres;
}
