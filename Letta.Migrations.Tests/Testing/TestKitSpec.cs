using Letta.Migrations.Design;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Running.Checksums;
using Letta.Migrations.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit.Sdk;

namespace Letta.Migrations.Tests.Testing;

/// <summary>What a team inherits finds the faults that revisions have, and nothing where there is none.</summary>
public abstract class TestKitSpec(MigrationDatabases databases)
{
    [Fact]
    public async Task History_without_a_fault_passes()
    {
        var kit = new Kit(Planted.Good, databases, DbContextModel.Of<ItemsContext>());

        await kit.Upgrade_brings_an_empty_database_to_head_once();
        await kit.Each_revision_goes_up_and_down_and_up_again();
        await kit.Downgrade_to_base_leaves_nothing_and_the_way_up_is_open();
        await kit.Head_is_what_the_model_says();
    }

    [Theory]
    [InlineData(typeof(Planted.ForgetsIndex), "extra    index \"ix_items_price\"")]
    [InlineData(typeof(Planted.ForgetsTable), "extra    table \"notes\"")]
    [InlineData(typeof(Planted.ForgetsView), "extra view cheap")]
    [InlineData(typeof(Planted.RestoresAnotherType), "column \"price\"")]
    [InlineData(typeof(Planted.RestoresNullable), "column \"name\"")]
    [InlineData(typeof(Planted.RestoresWithoutIndex), "missing  index \"ix_items_name\"")]
    public async Task Down_that_leaves_another_schema_fails_with_its_revision_and_the_difference(Type revision, string difference)
    {
        var kit = new Kit(Planted.With(typeof(Planted.CreateItems), revision), databases);

        var error = await Assert.ThrowsAnyAsync<XunitException>(kit.Each_revision_goes_up_and_down_and_up_again);

        Assert.Contains("Down of 20260102000000 (", error.Message, StringComparison.Ordinal);
        Assert.Contains(difference, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Planted.WorksOnce))]
    [InlineData(typeof(Planted.FailsDown))]
    public async Task Revision_that_cannot_go_down_and_up_again_fails_by_its_own_error(Type revision)
    {
        var kit = new Kit(Planted.With(typeof(Planted.CreateItems), revision), databases);

        var error = await Assert.ThrowsAnyAsync<RevisionFailedException>(kit.Each_revision_goes_up_and_down_and_up_again);

        Assert.Contains("20260102000000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Base_that_is_not_empty_or_not_reached_fails()
    {
        var left = new Kit(Planted.With(typeof(Planted.ForgetsTable)), databases);
        var stuck = new Kit(Planted.With(typeof(Planted.CreateItems), typeof(Planted.FailsDown)), databases);

        await Assert.ThrowsAnyAsync<XunitException>(left.Downgrade_to_base_leaves_nothing_and_the_way_up_is_open);
        await Assert.ThrowsAnyAsync<RevisionFailedException>(stuck.Downgrade_to_base_leaves_nothing_and_the_way_up_is_open);
    }

    [Fact]
    public async Task Model_that_says_more_or_less_than_head_fails()
    {
        var more = new Kit(Planted.With(typeof(Planted.CreateItems)), databases, DbContextModel.Of<ItemsContext>());

        var error = await Assert.ThrowsAnyAsync<XunitException>(more.Head_is_what_the_model_says);

        Assert.Contains("missing  column \"kind\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void History_that_is_locked_as_it_is_passes()
        => new Kit(Locked([typeof(Planted.CreateItems), typeof(Planted.AddKind)], r => HistoryLock.Checksums(r)), databases)
            .History_is_the_one_that_is_locked();

    [Theory]
    [InlineData("edited", "Revision 20260101000000 (create items) was edited since it was locked. Take that back,")]
    [InlineData("missing", "Revision 20260102000000 (add kind) is not locked. Run: planted-migrate history --lock")]
    [InlineData("older", "Revision 20260101000000 (create items) is older than 20260102000000, which is locked:")]
    public void History_that_is_not_the_one_that_is_locked_fails_with_its_revision(string how, string sentence)
    {
        var kit = new Kit(
            Locked(
                [typeof(Planted.CreateItems), typeof(Planted.AddKind)],
                r => (how, r.Number) switch
                {
                    ("edited", 1) => "1:0000000000000000 1:0000000000000000",
                    ("older", 1) or ("missing", 2) => null,
                    _ => HistoryLock.Checksums(r),
                }),
            databases);

        var error = Assert.ThrowsAny<XunitException>(kit.History_is_the_one_that_is_locked);

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_come_out_as_expected_or_the_test_fails()
    {
        var given = new Kit(Planted.Good, databases).Rows("20260101000000", "insert into items values (1, 'a', 5), (2, 'b', 6)");

        await given.ExpectAsync("head", "select id, kind from items order by id", "1|A", "2|B");
        await given.ExpectAsync("base", "select 1", "1");
        await Assert.ThrowsAnyAsync<XunitException>(() => given.ExpectAsync("head", "select kind from items where id = 1", "B"));
    }

    [Fact]
    public async Task Refusal_is_expected_with_its_reason_or_the_test_fails()
    {
        var kit = new Kit(Planted.Good, databases);
        var refused = kit.Rows("20260101000000", "insert into items values (1, 'a', null)");

        await refused.RefusesAsync("head", "have no price");
        await Assert.ThrowsAnyAsync<XunitException>(() => refused.RefusesAsync("head", "have no name"));
        await Assert.ThrowsAnyAsync<XunitException>(
            () => kit.Rows("20260101000000", "insert into items values (1, 'a', 5)").RefusesAsync("head", "have no price"));
    }

    private static MigrationDefinition Locked(Type[] revisions, Func<RevisionInfo, string?> locked)
        => Planted.Good with
        {
            Revisions = () => RevisionSet.Create([.. RevisionSet.From(revisions).All.Select(r => r with { Locked = locked(r) })]),
        };

    /// <summary>What a team derives, with its members in reach.</summary>
    private sealed class Kit(MigrationDefinition definition, MigrationDatabases databases, SchemaModel? model = null)
        : MigrationTests(definition, databases, model)
    {
        public MigrationScenario Rows(string revision, params string[] sql) => Given(revision, sql);
    }

    private sealed class ItemsContext(DbContextOptions<ItemsContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
            => modelBuilder.Entity<Item>(item =>
            {
                item.ToTable("items").HasKey(i => i.Id).HasName("items_pkey");
                item.Property(i => i.Id).HasColumnName("id").ValueGeneratedNever();
                item.Property(i => i.Name).HasColumnName("name").HasColumnType("character varying");
                item.Property(i => i.Price).HasColumnName("price");
                item.Property(i => i.Kind).HasColumnName("kind").HasColumnType("character varying");
                item.HasIndex(i => i.Name).HasDatabaseName("ix_items_name");
            });
    }

    private sealed class Item
    {
        public required long Id { get; init; }

        public required string Name { get; init; }

        public long? Price { get; init; }

        public string? Kind { get; init; }
    }
}
