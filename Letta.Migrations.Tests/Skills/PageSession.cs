using System.CommandLine.Parsing;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Autogenerate;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;

namespace Letta.Migrations.Tests.Skills;

/// <summary>
/// Somebody at work with a page: a database, the sources of the model, and the revisions that were written, which are compiled again
/// whenever a command begins, as <c>dotnet run</c> does.
/// </summary>
internal sealed class PageSession(TestDatabase database) : IDisposable
{
    private readonly EmptyLibrary _library = new();
    private readonly Dictionary<string, Type> _compiled = new(StringComparer.Ordinal);

    public TestDatabase Database => database;

    public EditedModel Model { get; } = new();

    /// <summary>Edits the newest revision that was written.</summary>
    public void EditRevision(string text, string by)
    {
        var file = Path.Combine(_library.Path, _library.Revisions[^1]);
        var source = File.ReadAllText(file);
        Assert.Contains(text, source, StringComparison.Ordinal);
        File.WriteAllText(file, source.Replace(text, by, StringComparison.Ordinal));
    }

    /// <summary>Runs the commands of one line, as a shell does; one that this test does not know how to run is no success.</summary>
    public async Task<CommandRun> RunAsync(string line)
    {
        var run = new CommandRun(0, "", "");
        foreach (var command in line.Split("&&").TakeWhile(_ => run.Exit == 0))
        {
            var words = CommandLineParser.SplitCommandLine(command).ToList();
            if (words is not ["letta-migrate", .. var arguments])
                return new CommandRun(127, "", $"Nothing here knows how to run \"{words[0]}\".\n");

            run = await InProcess.RunAsync(database, History(), Model.Read, [.. arguments, .. Place(arguments)]);
        }

        return run;
    }

    /// <summary>What names the places that a reader has without saying so: the repository, and this machine.</summary>
    private IEnumerable<string> Place(IReadOnlyList<string> arguments) => arguments switch
    {
        ["revision", ..] => ["--into", _library.Path],
        ["reset", ..] => database.Target.Hosts.SelectMany(host => new[] { "--host-i-mean", host }),
        _ => [],
    };

    private RevisionSet History() => RevisionSet.From(
    [
        .. LettaMigrations.Revisions.All.Select(r => r.Type),
        .. _library.Revisions.Select(file => Compile(Path.Combine(_library.Path, file))),
    ]);

    private Type Compile(string file)
    {
        var text = File.ReadAllText(file);
        return _compiled.TryGetValue(text, out var type) ? type : _compiled[text] = RevisionCompiler.Compile(text);
    }

    public void Dispose() => _library.Dispose();
}
