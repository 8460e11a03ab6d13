using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>Rows that refer to no row, by a foreign key that a revision of the run adds.</summary>
public abstract class OrphanSpec(TestEngine engine)
{
    private static readonly RevisionSet History = TestHistory.Named("orphaned");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static MigrationOptions Resolving { get; } = new() { ResolveOrphans = true };

    [Fact]
    public async Task Orphans_of_a_foreign_key_that_a_later_revision_adds_stop_the_run_before_its_first_change()
    {
        await using var database = await WithNutsAsync();

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(History).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            "Revision abababababa3: 1 row of \"nuts\" must refer to an existing row of \"trees\" by \"tree_id\" (foreign key "
                + "\"nuts_tree_id_fkey\", on delete cascade): 32.",
            error.What);
        Assert.EndsWith(
            "then       let them refer to existing rows of \"trees\", or delete them, and run the same command again; or run the same "
                + "command again with --resolve-orphans",
            error.Next,
            StringComparison.Ordinal);
        Assert.Equal("20300401000001", await database.ScalarAsync<string>("""select max("Version") from "VersionInfo" """));
    }

    [Fact]
    public async Task Orphans_are_copied_and_resolved_as_their_foreign_keys_say()
    {
        await using var database = await WithNutsAsync();

        var result = await database.Runner(History, Resolving).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["31"], await database.RowsAsync("select id from nuts"));
        Assert.Equal(["41|31", "42|null"], await database.RowsAsync("select id, nut_id from shells order by id"));
        Assert.Equal(
            [
                "1 row of \"shells\" set to NULL by the foreign key \"shells_nut_id_fkey\"",
                "1 row of \"nuts\" deleted by the foreign key \"nuts_tree_id_fkey\""
            ],
            result.Resolved.Select(r => r.ToString()));
        Assert.Equal(
            ["shells|42|shells_nut_id_fkey|set null|20300401000003", "nuts|32|nuts_tree_id_fkey|delete|20300401000003"],
            await database.RowsAsync("select table_name, row_key, foreign_key, action, version from letta_migration_orphan order by id"));
        Assert.Equal(
            result.Resolved.Select(r => r.ToString()),
            await database.RowsAsync("select name from letta_migration_ledger where direction = 'orphan' order by id"));
        Assert.Equal(2, (await database.Runner(History).CurrentAsync(cancellationToken: Stop)).ResolvedOrphans);
        Assert.Equal(
            0,
            await database.ScalarAsync<int>("select count(*) from nuts n where not exists (select 1 from trees t where t.id = n.tree_id)"));
    }

    [Fact]
    public async Task Resolved_rows_come_back_by_the_statements_that_are_kept_with_them()
    {
        await using var database = await WithNutsAsync();
        var before = await RowsAsync(database);
        await database.Runner(History, Resolving).UpgradeAsync(cancellationToken: Stop);

        await database.ExecuteAsync("insert into trees (id) values (8)");
        foreach (var restore in await database.RowsAsync("select restore from letta_migration_orphan order by id desc"))
            await database.ExecuteAsync(restore);

        Assert.Equal(before, await RowsAsync(database));
    }

    [Fact]
    public async Task Nothing_is_resolved_where_something_else_is_refused()
    {
        var history = RevisionSet.From([typeof(Orphaned.Trees), typeof(Orphaned.NutsOfTrees), typeof(Shelled)]);
        await using var database = await WithNutsAsync();

        var error
            = await Assert.ThrowsAsync<NeedsHumanException>(
                () => database.Runner(history, Resolving).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal("Revision abababababa9: 1 row of \"nuts\" must be eaten: 31.", error.What);
        Assert.Equal(["31", "32"], await database.RowsAsync("select id from nuts order by id"));
    }

    [Fact]
    public async Task Orphans_that_an_earlier_revision_of_the_run_corrects_are_neither_refused_nor_resolved()
    {
        var history = RevisionSet.From([typeof(Orphaned.Trees), typeof(Orphaned.NutsFind), typeof(Orphaned.NutsOfTreesLater)]);
        await using var refusing = await WithNutsAsync();
        await using var resolving = await WithNutsAsync();

        var result = await refusing.Runner(history).UpgradeAsync(cancellationToken: Stop);
        var resolved = await resolving.Runner(history, Resolving).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["abababababa6"], result.AskedLater.Select(r => r.Id));
        Assert.Empty(resolved.Resolved);
        Assert.Equal(["31|1", "32|1"], await resolving.RowsAsync("select id, tree_id from nuts order by id"));
    }

    [Fact]
    [Trait("Cost", "sweep")]
    public async Task Killed_anywhere_each_orphan_is_there_or_its_copy_is()
    {
        await using var database = await WithNutsAsync();
        var copies = 0;
        for (var boundary = 1; copies == 0; boundary++)
        {
            await using var letta = LettaProcess.Start(
                "letta-test-child.dll", database.Environment, "kill", "orphaned", boundary.ToString(), "upgrade", "--resolve-orphans");
            await letta.ExitAsync(Stop);
            copies = await database.ScalarAsync<int>("select count(*) from letta_migration_orphan where row_key = '32'");
            Assert.Equal(1 - copies, await database.ScalarAsync<int>("select count(*) from nuts where id = 32"));
        }

        await database.Runner(History).UpgradeAsync(cancellationToken: Stop);
        Assert.Equal(2, await database.ScalarAsync<int>("select count(*) from letta_migration_orphan"));
    }

    private async Task<TestDatabase> WithNutsAsync()
    {
        var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("abababababa1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into trees (id) values (1)");
        await database.ExecuteAsync(Orphaned.Nuts);
        return database;
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(TestDatabase database)
        => [
            .. await database.RowsAsync("select id, tree_id from nuts order by id"),
            .. await database.RowsAsync("select id, nut_id from shells order by id")
        ];

    [Migrations.Authoring.Revision(20300401000009, "abababababa9", "nuts are eaten")]
    public sealed class Shelled : Migrations.Authoring.Revision
    {
        public override void Up() => Refuse("nuts", "must be eaten", "select id from nuts order by id", "eat them");

        public override void Down()
        {
        }
    }
}

public sealed class SqliteOrphanTests(SqliteEngine engine) : OrphanSpec(engine)
{
    private static readonly RevisionSet History = TestHistory.Named("orphaned");
    private readonly SqliteEngine _engine = engine;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static MigrationOptions Resolving { get; } = new() { ResolveOrphans = true };

    [Fact]
    public async Task All_orphans_of_all_tables_are_reported_at_once_before_the_first_change()
    {
        await using var database = await WithOrphansAsync();

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(History).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            "1 row of \"branches\" must refer to an existing row of \"trees\" by \"tree_id\" (foreign key \"branches_tree_id_fkey\", on "
                + "delete cascade): 11. "
                + "1 row of \"leaves\" must refer to an existing row of \"branches\" by \"branch_id\" (foreign key "
                + "\"leaves_branch_id_fkey\", on delete cascade): leaf-3. "
                + "1 row of \"nests\" must refer to an existing row of \"branches\" by \"branch_id\" (foreign key "
                + "\"nests_branch_id_fkey\", on delete set null): 22.",
            error.What);
        Assert.Equal(1, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    [Fact]
    public async Task They_are_resolved_with_the_rows_that_refer_to_them()
    {
        await using var database = await WithOrphansAsync();
        await database.ExecuteAsync(
            "pragma foreign_keys = off; insert into branches (id, parent_id) values (13, 11), (14, 13); insert into leaves (id, "
                + "branch_id) values ('leaf-4', 14)");

        var result = await database.Runner(History, Resolving).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["12"], await database.RowsAsync("select id from branches"));
        Assert.Equal(["leaf-2"], await database.RowsAsync("select id from leaves"));
        Assert.Equal(["21|null", "22|null", "23|12"], await database.RowsAsync("select id, branch_id from nests order by id"));
        Assert.Empty(await database.RowsAsync("pragma foreign_key_check"));
        Assert.Equal(8, result.Resolved.Sum(r => r.Rows));
        Assert.Equal(
            ["""{"id": "leaf-1", "branch_id": 11, "note": "of a branch that goes"}"""],
            await database.RowsAsync("select content from letta_migration_orphan where row_key = 'leaf-1'"));
    }

    [Fact]
    public async Task Orphans_whose_foreign_key_says_nothing_stay_listed_and_then_nothing_is_resolved()
    {
        await using var database = await WithOrphansAsync();
        await database.ExecuteAsync("pragma foreign_keys = off; insert into stones (id, tree_id) values (51, 7)");

        var error
            = await Assert.ThrowsAsync<NeedsHumanException>(
                () => database.Runner(History, Resolving).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            "1 row of \"stones\" must refer to an existing row of \"trees\" by \"tree_id\" (foreign key \"stones_tree_id_fkey\", on "
                + "delete no action): 51.",
            error.What);
        Assert.DoesNotContain("--resolve-orphans", error.Next, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from letta_migration_orphan"));
        Assert.Equal(["11", "12"], await database.RowsAsync("select id from branches order by id"));
    }

    [Fact]
    public async Task Orphans_that_an_earlier_revision_deletes_are_not_refused()
    {
        var history = RevisionSet.From([typeof(Orphaned.Trees), typeof(Orphaned.StrayGo)]);
        await using var database = await WithOrphansAsync();
        await database.ExecuteAsync("delete from leaves; delete from nests");

        var result = await database.Runner(history).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["abababababa4"], result.AskedLater.Select(r => r.Id));
        Assert.Equal(["12"], await database.RowsAsync("select id from branches"));
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("-1.5e-300")]
    [InlineData("0.1")]
    [InlineData("9e999")]
    [InlineData("-9e999")]
    [InlineData("100.0")]
    [InlineData("'it''s \"quoted\", back\\slash, new' || char(10) || 'line, ünï 🍐'")]
    [InlineData("'a' || char(0) || 'b'")]
    [InlineData("''")]
    [InlineData("x''")]
    [InlineData("x'00ff27'")]
    [InlineData("cast(x'ff00fe' as text)")]
    [InlineData("null")]
    public async Task Every_value_of_sqlite_comes_back_as_it_was(string value)
    {
        await using var database = await WithOrphansAsync();
        await database.ExecuteAsync(
            $"delete from leaves; pragma foreign_keys = off; create table \"odd \"\"name\" (k primary key, \"the 'value'\", leaf "
                + $"references leaves on delete cascade)");
        await database.ExecuteAsync($"pragma foreign_keys = off; insert into \"odd \"\"name\" values (1, {value}, 'leaf-9')");
        const string Row = "select typeof(\"the 'value'\"), hex(\"the 'value'\"), quote(\"the 'value'\") from \"odd \"\"name\"";
        var before = await database.RowsAsync(Row);

        await database.Runner(History, Resolving).UpgradeAsync(cancellationToken: Stop);
        Assert.Empty(await database.RowsAsync(Row));
        var copy
            = await database.RowsAsync("select restore, json_valid(content) from letta_migration_orphan where table_name = 'odd \"name'");
        Assert.EndsWith("|1", Assert.Single(copy), StringComparison.Ordinal);
        await database.ExecuteAsync("pragma foreign_keys = off; " + copy[0][..^2]);

        Assert.Equal(before, await database.RowsAsync(Row));
    }

    private async Task<TestDatabase> WithOrphansAsync()
    {
        var database = await _engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("abababababa1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into trees (id) values (1)");
        await database.ExecuteAsync($"pragma foreign_keys = off; {Orphaned.Orphans}");
        return database;
    }
}

public sealed class PostgresOrphanTests(PostgresEngine engine) : OrphanSpec(engine);
