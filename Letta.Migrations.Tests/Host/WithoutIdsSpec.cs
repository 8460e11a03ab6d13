using System.Text.RegularExpressions;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>A history that Alembic never had, in all that is printed and logged of it, on an engine.</summary>
public abstract partial class WithoutIdsSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task Revision_without_an_id_is_named_by_its_version_in_every_log(string format)
    {
        await using var database = await engine.CreateInUseAsync();
        var said = new List<string>();
        string[][] lines =
        [
            ["current"],
            ["upgrade", "+1"],
            ["upgrade"],
            ["upgrade"],
            ["history"],
            ["show", "head"],
            ["heads"],
            ["current", "--json"],
            ["history", "--json"],
            ["backfill", "list"],
            ["downgrade", "-1"],
            ["upgrade"],
            ["stamp", "head"],
            ["wait", "--timeout", "0"],
            ["ready"],
            ["downgrade", "base"],
        ];
        foreach (var line in lines)
        {
            var letta
                = await InProcess.RunAsync(
                    database, TestHistory.Named("without-ids"), model: null, [.. line, "--log-format", format, "-v"]);
            said.Add(letta.Out + letta.Error);
        }

        var failed = await InProcess.RunAsync(
            database, TestHistory.Named("without-ids-failing"), model: null, "upgrade", "--log-format", format, "-v");

        var all = string.Concat(said) + failed.Out + failed.Error;
        Assert.Equal(1, failed.Exit);
        Assert.DoesNotContain("(null)", all, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\bnull \(", all);
        Assert.DoesNotContain("\"ForeignId\":null", all, StringComparison.Ordinal);
        Assert.Contains("Revision 20300101000002 (fill a column) begins", all, StringComparison.Ordinal);
        Assert.Contains("Revision 20300101000002 (fill a column) is committed after ", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_names_it_by_its_version()
    {
        await using var database = await engine.CreateInUseAsync();
        await using var server = LettaProcess.Start(
            "letta-test-child.dll",
            database.Environment,
            "web",
            "without-ids",
            "--urls",
            "http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Debug",
            "--backfills");
        await server.WaitForAsync("listening http://127.0.0.1", Stop);
        var address = Address().Match(server.Out).Value;
        using var client = new HttpClient();
        var health = await client.GetStringAsync(new Uri($"{address}/health/ready"), Stop);
        server.Signal("TERM");
        Assert.Equal(0, await server.ExitAsync(Stop));

        await using var failing = LettaProcess.Start(
            "letta-test-child.dll",
            database.Environment,
            "web",
            "without-ids-failing",
            "--urls",
            "http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Debug",
            "--in-background");
        Assert.Equal(1, await failing.ExitAsync(Stop));

        var all = server.Out + server.Error + failing.Out + failing.Error + health;
        Assert.DoesNotContain("(null)", all, StringComparison.Ordinal);
        Assert.Contains("Revision 20300101000001 (create a table) is committed after ", all, StringComparison.Ordinal);
        Assert.DoesNotContain("redacted", all, StringComparison.Ordinal);
    }

    /// <summary>What the driver adds to an error is about its own settings, and in more lines than one.</summary>
    [Fact]
    public async Task Error_is_reported_in_the_engines_words_alone_and_the_file_is_one_that_an_editor_opens()
    {
        await using var database = await engine.CreateInUseAsync();

        var letta = await CommandRun.RunAsync(database, "without-ids-failing", "upgrade");

        Assert.Equal(1, letta.Exit);
        Assert.DoesNotContain("redacted", letta.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Include Error Detail", letta.Error, StringComparison.Ordinal);
        Assert.Matches(
            @"\ARevision 20300101000003 \(fail\) failed: [^\n]+\.\n  file       \S*/Letta\.Migrations\.Tests\.Child/Histories/WithoutIds\.cs\(\d+\)\n  statement  ",
            letta.Error);
        var (path, line) = Place(letta.Error);
        Assert.Equal("    [Revision(20300101000003, \"fail\")]", (await File.ReadAllLinesAsync(path, Stop))[line - 1]);
    }

    [GeneratedRegex(@"(?<=listening )http://\S+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    private static (string Path, int Line) Place(string error)
    {
        var place = error.Split('\n')[1].Trim()["file       ".Length..];
        var open = place.LastIndexOf('(');
        return (place[..open], int.Parse(place[(open + 1)..^1]));
    }
}

public sealed class PostgresWithoutIdsTests(PostgresEngine engine) : WithoutIdsSpec(engine);

public sealed class SqliteWithoutIdsTests(SqliteEngine engine) : WithoutIdsSpec(engine);
