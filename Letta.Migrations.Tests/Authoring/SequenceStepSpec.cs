using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public abstract class SequenceStepSpec(TestEngine engine)
{
    public static TheoryData<string, string, bool> Sequences => new()
    {
        { "plain", "bigint start 1 by 1", false },
        { "full", "integer start 10 by 2 from 5 up to 100 cycle owned by t.n", true },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public async Task Sequence_is_as_it_was_said_and_goes_again(string name, string text, bool full)
    {
        await using var bench = await CreateAsync();

        await bench.RunAsync(r =>
        {
            if (full)
                r.CreateSequence(name, "integer", start: 10, increment: 2, least: 5, largest: 100, cycles: true, ownedBy: "t.n");
            else
                r.CreateSequence(name);
        });
        Assert.Equal(bench.OnPostgres ? [$"{name}: {text}"] : [], await SequencesAsync(bench));

        await bench.RunAsync(r => r.DropSequence(name));
        Assert.Empty(await SequencesAsync(bench));
    }

    [Fact]
    public async Task Changed_sequence_is_all_that_is_said_and_goes_on()
    {
        await using var bench = await CreateAsync();
        await bench.RunAsync(
            r => r.CreateSequence("s", "integer", start: 10, increment: 2, least: 5, largest: 100, cycles: true, ownedBy: "t.n"));
        if (bench.OnPostgres)
            await bench.ExecuteAsync("select nextval('s'), nextval('s')");

        await bench.RunAsync(r => r.ChangeSequence("s", start: 3));

        if (bench.OnPostgres)
        {
            Assert.Equal(["s: bigint start 3 by 1"], await SequencesAsync(bench));
            Assert.Equal("13", await bench.RowsAsync("select nextval('s')"));
        }
    }

    [Theory]
    [InlineData("", 1, "1")]
    [InlineData("", 100, "100")]
    [InlineData("insert into t values (7), (3)", 1, "8")]
    [InlineData("insert into t values (7), (3)", 100, "100")]
    public async Task Column_draws_behind_its_highest_value_and_stops_again(string rows, long start, string next)
    {
        await using var bench = await CreateAsync();
        if (rows.Length > 0)
            await bench.ExecuteAsync(rows);
        var before = await bench.ReadAsync("t", "column n");

        await bench.RunAsync(r =>
        {
            r.CreateSequence("s", start: start, least: start);
            r.DrawFromSequence("t", "n", "s");
        });

        if (bench.OnPostgres)
        {
            Assert.Equal("bigint not null default nextval('s'::regclass)", await bench.ReadAsync("t", "column n"));
            await bench.ExecuteAsync("insert into t default values");
            Assert.Equal(next, await bench.RowsAsync("select max(n) from t"));
        }

        await bench.RunAsync(r =>
        {
            r.StopDrawing("t", "n");
            r.DropSequence("s");
        });
        Assert.Equal(before, await bench.ReadAsync("t", "column n"));
    }

    private static async Task<IEnumerable<string>> SequencesAsync(Workbench bench)
        => (await bench.ReadAsync()).Sequences.Select(s => $"{s.Name}: {s.Text}");

    private async Task<Workbench> CreateAsync()
    {
        var bench = await Workbench.CreateAsync(engine);
        await bench.RunAsync(r => r.Create.Table("t").WithColumn("n").AsInt64().NotNullable());
        return bench;
    }
}
