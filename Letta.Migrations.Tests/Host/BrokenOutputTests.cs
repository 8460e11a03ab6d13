using System.Diagnostics;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class BrokenOutputTests(SqliteEngine sqlite)
{
    [Fact]
    public async Task Verified_run_is_0_though_its_result_cannot_be_printed()
    {
        await using var database = await sqlite.CreateAsync();

        Assert.Equal((0, "The result could not be printed: No space left on device\n"), await OnFullDiskAsync(database, "upgrade"));
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from plums"));
    }

    [Fact]
    public async Task Answer_that_cannot_be_printed_is_a_failure()
    {
        await using var database = await sqlite.CreateAsync();

        Assert.Equal((1, "The result could not be printed: No space left on device\n"), await OnFullDiskAsync(database, "current --json"));
    }

    private static async Task<(int Exit, string Error)> OnFullDiskAsync(TestDatabase database, string arguments)
    {
        var child = Path.Combine(AppContext.BaseDirectory, "letta-test-child.dll");
        var start = new ProcessStartInfo(
            "sh",
            ["-c", $"exec dotnet '{child}' letta good {arguments} > /dev/full"])
        { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["HOME"] = database.Environment["HOME"];
        start.Environment.Remove("LETTA_PG_URI");
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
