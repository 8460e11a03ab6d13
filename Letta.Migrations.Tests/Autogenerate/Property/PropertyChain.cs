using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>A database, its history, and a model that goes ahead of both at random: each case is one revision more.</summary>
internal sealed class PropertyChain
{
    private static readonly MigrationOptions Options = new() { AcceptLoss = true };
    private readonly TestDatabase _database;
    private readonly bool _postgres;
    private readonly Random _random;
    private readonly RandomModel _model;
    private readonly RandomChanges _changes;
    private readonly List<Type> _history = [];
    private long _version = 20300101000000;
    private bool _orm;

    private PropertyChain(TestDatabase database, int seed)
    {
        (_database, _postgres, _random) = (database, database is PostgresTestDatabase, new Random(seed));
        _model = new RandomModel(_random);
        _changes = new RandomChanges(_model);
    }

    /// <summary>The newest revision as it was written.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What the model changed, and by which way it was read.</summary>
    public string Changes => $"{(_orm ? "by EF Core" : "neutral")}: {string.Join("; ", _model.Log)}";

    /// <summary>Cases that the rows contradicted.</summary>
    public int Refused { get; private set; }

    /// <summary>Cases whose downgrade the rows contradicted.</summary>
    public int RefusedBack { get; private set; }

    /// <summary>Cases whose model was read from EF Core.</summary>
    public int ByOrm { get; private set; }

    private RevisionSet Revisions => RevisionSet.From(_history);

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A new database, brought to a random model of five tables with rows.</summary>
    public static async Task<PropertyChain> StartAsync(TestDatabase database, int seed)
    {
        var chain = new PropertyChain(database, seed);
        if (chain._postgres)
            await database.ExecuteAsync("create extension vector");
        chain._changes.Begin();
        await chain.WriteAsync();
        await chain.Runner().UpgradeAsync(cancellationToken: chain.Stop);
        await chain.RequireCleanAsync();
        await chain.FillAsync();
        return chain;
    }

    /// <summary>The next case.</summary>
    public async Task NextAsync()
    {
        Text = "";
        var (old, before) = (_model.Schema, await CatalogAsync());
        var rows = await RowsAsync(old);
        _changes.Before = old;
        _changes.Next();
        if (!await WriteAsync())
            return;

        var refusals = new Refusals(old, _model.Schema, rows, _model.TableBefore, _model.ColumnBefore, back: false).Find();
        if (await RefusedAsync(refusals, () => Runner().UpgradeAsync(cancellationToken: Stop)))
        {
            Refused++;
            Same(before, await CatalogAsync(), "after the refusal");
            Assert.Equal(Lines(rows), Lines(await RowsAsync(old)));
            _history.RemoveAt(_history.Count - 1);
            _model.Return(old);
            return;
        }

        await RequireCleanAsync();
        var after = await CatalogAsync();
        var there = await RowsAsync(_model.Schema);
        Kept(old, rows, _model.Schema, there, Forth);

        var backwards = new Refusals(_model.Schema, old, there, TableAfter, ColumnAfter, back: true).Find();
        if (await RefusedAsync(backwards, () => Runner().DowngradeAsync("-1", cancellationToken: Stop)))
        {
            RefusedBack++;
            Same(after, await CatalogAsync(), "after the refusal of the downgrade");
            Assert.Equal(Lines(there), Lines(await RowsAsync(_model.Schema)));
        }
        else
        {
            Same(before, await CatalogAsync(), "after the downgrade", IsLeftNullable);
            Kept(old, rows, old, await RowsAsync(old), (t, c) => (t, c));
            await Runner().UpgradeAsync(cancellationToken: Stop);
            Same(after, await CatalogAsync(), "the second time");
        }

        await FillAsync();

        (string, string) Forth(string table, string column) => (_model.TableBefore(table), _model.ColumnBefore(table, column));
        bool IsLeftNullable(Difference d)
            => d is { Kind: DifferenceKind.Changed, Table: { } table, ObjectKind: "column" }
                && old.Table(table)!.Column(d.Name) is { Nullable: false, Computed: null, Identity: null } column
                && (column.Default is null || Sequences.DrawnBy(column) is not null)
                && _model.Schema.Table(TableAfter(table))?.Column(ColumnAfter(table, d.Name)) is null
                && d.Expected!.Replace(" not null", " null", StringComparison.Ordinal) == d.Actual;
    }

    /// <summary>The next case, as far as its file and its way up.</summary>
    public async Task WriteNextAsync()
    {
        Text = "";
        var old = _model.Schema;
        _changes.Before = old;
        _changes.Next();
        if (!await WriteAsync())
            return;
        try
        {
            await Runner().UpgradeAsync(cancellationToken: Stop);
        }
        catch (NeedsHumanException)
        {
            _history.RemoveAt(_history.Count - 1);
            _model.Return(old);
            return;
        }

        await FillAsync();
    }

    private string TableAfter(string table) => _model.Schema.Tables.FirstOrDefault(t => _model.TableBefore(t.Name) == table)?.Name ?? "";

    private string ColumnAfter(string table, string column)
        => _model.Schema.Table(TableAfter(table))?.Columns.FirstOrDefault(
            c => _model.ColumnBefore(TableAfter(table), c.Name) == column)?.Name
            ?? "";

    /// <summary>Drafts, writes and compiles the next revision; false if nothing differs.</summary>
    private async Task<bool> WriteAsync()
    {
        _orm = NeutralContext.CanSay(_model.Schema) && _model.Chance(60);
        DatabaseSchema asked = _model.Schema;
        if (_orm)
        {
            ByOrm++;
            await using var context = new NeutralContext(_model.Schema);
            asked = ModelReader.Read(context);
        }

        var (check, draft) = await Generator().DraftAsync(asked, new AutogenerateOptions(_model.Renames, _model.Drops, []), Stop);
        if (draft is null)
        {
            Assert.Empty(check.Differences);
            return false;
        }

        Text = new RevisionFile(++_version, $"change {_version % 10000}", draft, "Letta.Migrations").Text;
        _history.Add(CompiledRevision.Compile(Text));
        return true;
    }

    /// <summary>Whether a run was refused, which it has to be exactly where rows contradict.</summary>
    private static async Task<bool> RefusedAsync(IReadOnlyList<string> refusals, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (NeedsHumanException e)
        {
            Assert.True(refusals.Count > 0, $"It was refused, and no row contradicts: {e.Message}");
            return true;
        }

        Assert.True(refusals.Count == 0, $"It was not refused in spite of: {string.Join(", ", refusals)}");
        return false;
    }

    private async Task RequireCleanAsync()
    {
        var check = await Generator().CheckAsync(_model.Schema, [], Stop);
        Assert.True(check.Differences.Count == 0, $"check finds:\n{string.Join('\n', check.Differences)}");
        Assert.True(check.Unknown.Count == 0, $"check does not know:\n{string.Join('\n', check.Unknown)}");
    }

    /// <summary>Every row of every table that is still there, and what it has in every column of the same type.</summary>
    private static void Kept(
        DatabaseSchema old, Dictionary<string, Dictionary<string, Dictionary<string, string?>>> before,
        DatabaseSchema now,
        Dictionary<string, Dictionary<string, Dictionary<string, string?>>> after,
        Func<string, string, (string Table, string Column)> origin)
    {
        foreach (var table in now.Tables)
        {
            if (old.Table(origin(table.Name, "").Table) is not { } was
                || (was.Name == table.Name && after[table.Name].Count == 0 && ReferenceEquals(old, now)))
                continue;
            Assert.Equal(before[was.Name].Keys.Order(StringComparer.Ordinal), after[table.Name].Keys.Order(StringComparer.Ordinal));
            foreach (var column in table.Columns.Where(c => c.Computed is null))
            {
                if (was.Column(origin(table.Name, column.Name).Column) is not { Computed: null } same
                    || same.Type != column.Type
                    || ReferenceEquals(old, now))
                    continue;
                foreach (var (anchor, row) in before[was.Name])
                    Assert.True(
                        row[same.Name] == after[table.Name][anchor][column.Name],
                        $"{table.Name}.{column.Name} of {anchor} was {row[same.Name]}, and is {after[table.Name][anchor][column.Name]}");
            }
        }
    }

    private static void Same(DatabaseSchema expected, DatabaseSchema actual, string when, Func<Difference, bool>? excused = null)
    {
        var differences = SchemaComparison.Compare(expected, actual).Where(d => excused?.Invoke(d) != true).ToList();
        Assert.True(differences.Count == 0, $"The catalog is another {when}:\n{string.Join('\n', differences)}");
    }

    private static IEnumerable<string> Lines(Dictionary<string, Dictionary<string, Dictionary<string, string?>>> rows)
        => rows.SelectMany(t => t.Value.Select(r => $"{t.Key}|{string.Join('|', r.Value.Select(v => $"{v.Key}={v.Value}"))}"))
            .Order(StringComparer.Ordinal);

    private Task<DatabaseSchema> CatalogAsync()
        => DatabaseEngine.For(_database.Target, new MigrationOptions().ForEngine(TimeProvider.System))
            .ReadSchemaAsync(Stop);

    private Task<Dictionary<string, Dictionary<string, Dictionary<string, string?>>>> RowsAsync(DatabaseSchema schema)
        => RandomRows.ReadAsync(_database, schema, _postgres);

    private Task FillAsync() => new RandomRows(_model.Schema, _random, _postgres).FillAsync(_database);

    private MigrationRunner Runner() => _database.Runner(Revisions, Options);

    private Autogenerator Generator() => new(Runner(), TimeProvider.System);
}
