using System.Reflection;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Autogenerate;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>The snippets of the editor, as they are offered: they compile, and do on both engines what they are offered for.</summary>
public abstract class SnippetSpec(TestEngine engine)
{
    private const string Head = "1c28e167b74f";

    /// <summary>What stands in front of every file of these tests.</summary>
    private static readonly string Global = Repository.Read("Letta.Migrations.Tests/GlobalUsings.cs");

    /// <summary>A revision for each snippet, in their order, with its counterpart in <c>Down</c>.</summary>
    private static readonly Lazy<IReadOnlyList<Type>> Revisions = new(() =>
    [
        .. from snippet in Snippet.All
           where !snippet.IsFile && !snippet.IsDown
           select RevisionCompiler.Compile(RevisionOf(snippet, Snippet.All.SingleOrDefault(s => s.Prefix == snippet.Down))),
        RevisionCompiler.Compile(Named("revision-in-use").Text),
    ]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_snippet_is_offered_in_CSharp_and_each_by_a_word_of_its_own()
    {
        Expect.None(from snippet in Snippet.All where snippet.Scope != "csharp" select $"{snippet.Prefix} is offered in {snippet.Scope}");
        Expect.None(from same in Snippet.All.GroupBy(s => s.Prefix) where same.Count() > 1 select $"{same.Key} is there twice");
        Expect.None(
            from snippet in Snippet.All
            where snippet.IsDown && !Snippet.All.Any(s => s.Down == snippet.Prefix)
            select $"{snippet.Prefix} takes nothing back");
    }

    [Fact]
    public async Task Every_snippet_of_a_step_is_applied_and_taken_back()
    {
        await using var database = await engine.CreateAtAsync(Head);
        var before = await database.ReadAsync();
        var runner = database.Runner(RevisionSet.From([.. LettaMigrations.Revisions.All.Select(r => r.Type), .. Revisions.Value]));

        var up = await runner.UpgradeAsync(cancellationToken: Stop);
        await runner.DowngradeAsync(Head, cancellationToken: Stop);

        Assert.Equal(Revisions.Value.Count, up.Applied.Count);
        Drafting.AssertSame(before, await database.ReadAsync(), "after the snippets were taken back");
    }

    [Fact]
    public void Snippet_of_a_revision_is_one_with_the_time_as_its_version()
    {
        var revision = RevisionCompiler.Compile(Named("revision").Text);

        Assert.Equal(20310506123456, revision.GetCustomAttribute<RevisionAttribute>()!.Version);
        Assert.Equal("Letta.Migrations.History._2031", revision.Namespace);
        Assert.Single(RevisionSet.From([revision]).All);
    }

    [Fact]
    public async Task Snippet_of_a_test_is_one_that_passes()
    {
        var types = RevisionCompiler.CompileAll(Named("revision-test").Text, Global);
        var spec = types.Single(t => t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == engine.GetType())));
        var tests = spec.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null).ToList();

        Assert.NotEmpty(tests);
        foreach (var test in tests)
            await (Task)test.Invoke(Activator.CreateInstance(spec, engine), null)!;
    }

    [Fact]
    public void No_other_snippet_is_a_file()
        => Assert.Equal(["revision", "revision-in-use", "revision-test"], Snippet.All.Where(s => s.IsFile).Select(s => s.Prefix));

    private static Snippet Named(string prefix) => Snippet.All.Single(s => s.Prefix == prefix);

    private static string RevisionOf(Snippet up, Snippet? down)
    {
        var number = Snippet.All.ToList().IndexOf(up);
        return $$"""
            using System.Data;
            using FluentMigrator;
            using FluentMigrator.Postgres;
            using Letta.Migrations.Authoring;

            namespace Letta.Migrations.History._2031;

            [Revision({{20310101000000 + number}}, "{{up.Prefix}}")]
            public sealed class Snippet{{number}} : Revision
            {
                public override void Up()
                {
                    {{up.Text}}
                }

                public override void Down()
                {
                    {{down?.Text}}
                }
            }
            """;
    }
}

public sealed class SqliteSnippetTests(SqliteEngine engine) : SnippetSpec(engine);

public sealed class PostgresSnippetTests(PostgresEngine engine) : SnippetSpec(engine);
