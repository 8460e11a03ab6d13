using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Autogenerate;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;

namespace Letta.Migrations.Tests.Baselines;

/// <summary>
/// What the verb <c>baseline</c> writes from a database without a history: from an empty database it makes the same, and takes it back; the
/// database that it was written from is found to be at it.
/// </summary>
public abstract class BaselineSpec(TestEngine engine)
{
    private const string Head = "1c28e167b74f";

    private static readonly RevisionSet None = RevisionSet.Create([]);

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A schema with whatever the engine has that a revision can say, and some that it cannot.</summary>
    private protected abstract string EveryKind { get; }

    /// <summary>What is printed about <see cref="EveryKind"/>.</summary>
    private protected abstract IReadOnlyList<string> LeftOut { get; }

    /// <summary>What the schema does with a row, where its triggers and views work.</summary>
    private protected abstract string Seen { get; }

    [Fact]
    [Trait("Cost", "sweep")]
    public async Task Lettas_schema_at_head()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await ForgetAsync(database);

        await AssertSameAsync(database, []);
    }

    [Fact]
    public async Task Lettas_schema_at_an_early_revision()
    {
        await using var database = await engine.CreateAtAsync(32);
        await ForgetAsync(database);

        await AssertSameAsync(database, []);
    }

    [Fact]
    public async Task Every_kind_of_object()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(EveryKind);

        await using var copy = await AssertSameAsync(database, LeftOut);

        await copy.ExecuteAsync("""insert into "Order Items" (id, name, quantity) values (1, 'tea', 2)""");
        Assert.Equal([Seen], await copy.RowsAsync("select cast(name as varchar(20)), quantity, note from teas"));
    }

    /// <summary>Tables are said in words for both engines, and what only one has is said for that one.</summary>
    [Fact]
    public async Task Schema_is_made_on_the_other_engine_too()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(OnBothEngines);
        using var library = new EmptyLibrary();
        Assert.Equal(0, (await RunAsync(database, library)).Exit);
        var history = RevisionSet.From([RevisionCompiler.Compile(library.Text)]);

        await using var other = await CreateOtherAsync();
        await other.Runner(history).UpgradeAsync(cancellationToken: Stop);
        await other.ExecuteAsync("insert into people (id, name) values (1, 'Ada'); insert into pets (id, person_id) values (1, 1)");
        await other.Runner(history).DowngradeAsync("base", cancellationToken: Stop);

        Assert.Empty((await other.ReadAsync()).Tables);
    }

    private const string OnBothEngines = """
        create table people (id integer primary key, name varchar(50) not null, born date, balance numeric(10, 2) not null default 0);
        create table pets (id integer primary key, person_id integer not null references people (id) on delete cascade, kind varchar(20));
        create unique index ix_pets_kind on pets (person_id, kind desc) where kind is not null;
        create view owners as select p.name from people p join pets on pets.person_id = p.id
        """;

    /// <summary>An empty database on the other engine.</summary>
    private protected abstract Task<TestDatabase> CreateOtherAsync();

    [Fact]
    public async Task Nothing_is_written_where_the_history_has_revisions()
    {
        await using var database = await engine.CreateAsync();
        using var library = new EmptyLibrary();

        var letta = await InProcess.RunAsync(
            database, LettaMigrations.Revisions, model: null, "baseline", "-m", "the schema", "--into", library.Path);

        Assert.Equal(
            new CommandRun(
                2,
                "",
                "The history has revisions already, up to 1c28e167b74f: a baseline is the first.\n"
                    + "  A database that has the schema of one of them is recorded by: letta-migrate adopt\n"
                    + "Nothing was changed. (exit 2)\n"),
            letta);
        Assert.Empty(library.Revisions);
    }

    [Fact]
    public async Task Nothing_is_written_of_a_database_that_has_a_record()
    {
        await using var database = await engine.CreateAtAsync(1);
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library);

        Assert.Equal(5, letta.Exit);
        Assert.Contains("has a record of revisions that are not here (", letta.Error, StringComparison.Ordinal);
        Assert.Empty(library.Revisions);
    }

    [Fact]
    public async Task Nothing_is_written_of_an_empty_database()
    {
        await using var database = await engine.CreateAsync();
        using var library = new EmptyLibrary();

        var letta = await RunAsync(database, library);

        Assert.Equal(5, letta.Exit);
        Assert.Contains("has nothing that a revision could make.\n", letta.Error, StringComparison.Ordinal);
        Assert.Empty(library.Revisions);
    }

    private static Task<CommandRun> RunAsync(TestDatabase database, EmptyLibrary library)
        => InProcess.RunAsync(database, None, model: null, "baseline", "-m", "the schema", "--into", library.Path);

    /// <summary>As if it had never been migrated.</summary>
    private static async Task ForgetAsync(TestDatabase database)
    {
        foreach (var table in database.Target.Product.Tables.All)
            await database.ExecuteAsync($"""drop table if exists "{table}" """);
    }

    /// <returns>The database that was made by the revision.</returns>
    private async Task<TestDatabase> AssertSameAsync(TestDatabase database, IReadOnlyList<string> leftOut)
    {
        using var library = new EmptyLibrary();
        var original = await database.ReadAsync();

        var letta = await RunAsync(database, library);

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Equal(
            new CommandRun(
                0,
                $"{Path.Combine(library.Path, Assert.Single(library.Revisions))}\n"
                    + string.Concat(leftOut.Select(o => $"  Left out: {o}.\n"))
                    + "Read it, then: letta-migrate stamp head\n",
                ""),
            letta);
        var history = RevisionSet.From([RevisionCompiler.Compile(library.Text)]);
        var stamped = await database.Runner(history).StampAsync("head", cancellationToken: Stop);
        Assert.True(stamped.Verified);
        Drafting.AssertNone(SchemaComparison.Compare(original, await database.ReadAsync()), "the database that it was written from");

        var copy = await engine.CreateAsync();
        var empty = await copy.ReadAsync();
        await copy.Runner(history).UpgradeAsync(cancellationToken: Stop);
        var made = await copy.ReadAsync();
        Drafting.AssertNone(
            SchemaComparison.Compare(Without(original, leftOut), copy.Engine().Align(made, original)), "what the revision makes");
        await copy.Runner(history).DowngradeAsync("base", cancellationToken: Stop);
        Drafting.AssertNone(SchemaComparison.Compare(empty, await copy.ReadAsync()), "the downgrade");
        await copy.Runner(history).UpgradeAsync(cancellationToken: Stop);
        return copy;
    }

    private static DatabaseSchema Without(DatabaseSchema schema, IReadOnlyList<string> leftOut) => schema with
    {
        // An index for full text comes with tables of its own.
        Tables = [.. schema.Tables.Where(t => !leftOut.Contains($"virtual table \"{t.Name.Split('_')[0]}\""))],
        Views = [.. schema.Views.Where(v => !leftOut.Contains($"view \"{v.Name}\""))],
    };
}
