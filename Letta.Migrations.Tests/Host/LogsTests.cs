using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Output;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Tests.Host;

public sealed partial class LogsTests
{
    [Theory]
    [InlineData("Npgsql.Command")]
    [InlineData("Npgsql.Connection")]
    [InlineData("FluentMigrator.Runner.MigrationRunner")]
    public void Categories_that_log_sql_are_withheld_at_every_level(string category)
    {
        Assert.Equal("", Logged(category, json: false, verbose: true));
        Assert.Equal("", Logged(category, json: true, verbose: true));
    }

    [Fact]
    public void Text_begins_at_warnings()
        => Assert.Equal("warning: canary\nerror: canary\nfatal: canary\n", Logged("Letta", json: false, verbose: false));

    [Fact]
    public void Verbose_begins_at_debug()
        => Assert.StartsWith("debug: canary\n", Logged("Letta", json: false, verbose: true), StringComparison.Ordinal);

    [Fact]
    public void Json_is_one_object_per_line_with_values_as_they_are()
        => Assert.Matches(
            """^\{"@t":"[^"]+Z","@l":"Information","@m":"Revision 7 \(ä \\"quoted\\"\) is committed","Version":7,"Name":"ä \\"quoted\\"","Event":"Committed","SourceContext":"Letta"\}\n$""",
            Written("Letta", json: true, verbose: false, log => Committed(log, 7, "ä \"quoted\"")));

    private static string Logged(string category, bool json, bool verbose)
        => Written(category, json, verbose, log =>
        {
            foreach (var level in Enum.GetValues<LogLevel>().Where(l => l != LogLevel.None))
                Say(log, level);
        });

    private static string Written(string category, bool json, bool verbose, Action<ILogger> write)
    {
        using var error = new StringWriter();
        using var terminal = new Terminal(TextWriter.Null, error, live: false, width: 0, TimeProvider.System);
        using (var loggers = new Logs(LettaMigrations.Product).Create(terminal, json, verbose))
            write(loggers.CreateLogger(category));
        return error.ToString();
    }

    [LoggerMessage(Message = "canary")]
    private static partial void Say(ILogger log, LogLevel level);

    [LoggerMessage(LogLevel.Information, "Revision {Version} ({Name}) is committed")]
    private static partial void Committed(ILogger log, int version, string name);
}
