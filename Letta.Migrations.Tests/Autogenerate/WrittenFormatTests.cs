using System.Diagnostics;
using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Autogenerate.Property;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>What is written is formatted as this repository wants its files.</summary>
public sealed class WrittenFormatTests(SqliteEngine engine)
{
    [Fact]
    public async Task Dotnet_format_changes_nothing_in_generated_files()
    {
        await using var database = await engine.CreateAsync();
        var directory = Directory.CreateTempSubdirectory("letta-format-");
        try
        {
            File.Copy(Path.Combine(Repository.Root.FullName, ".editorconfig"), Path.Combine(directory.FullName, ".editorconfig"));
            var chain = await PropertyChain.StartAsync(database, seed: 201);
            for (var i = 0; i < 20; i++)
            {
                await File.WriteAllTextAsync(
                    Path.Combine(directory.FullName, $"Change{i}.cs"), chain.Text, TestContext.Current.CancellationToken);
                await chain.WriteNextAsync();
            }

            var (code, output) = await FormatAsync(directory.FullName);

            Assert.True(code == 0, output);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> FormatAsync(string directory)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["format", "whitespace", directory, "--folder", "--verify-no-changes"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
