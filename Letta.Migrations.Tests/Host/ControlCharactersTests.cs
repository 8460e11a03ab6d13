using Letta.Migrations.Backfills;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class ControlCharactersTests
{
    [Theory]
    [InlineData("plain 'text', Grüße, 日本語, 😀", "plain 'text', Grüße, 日本語, 😀")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("a\nb\r\tc", "a\\nb\\r\\tc")]
    [InlineData("\u007f\u009b\u0085", "\\u007f\\u009b\\u0085")]
    [InlineData("\u202a\u202e\u2066\u2069\u200e\u061c", "\\u202a\\u202e\\u2066\\u2069\\u200e\\u061c")]
    [InlineData("\u2028\u2029\ufeff", "\\u2028\\u2029\\ufeff")]
    public void Text_of_others_is_one_line_that_does_nothing(string text, string escaped)
        => Assert.Equal(escaped, ControlCharacters.Escape(text));

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_an_escape()
        => Assert.Equal("\\ud800x", ControlCharacters.Escape(new string(['\ud800', 'x'])));

    [Fact]
    public void Lines_of_a_statement_are_kept_but_not_those_of_a_name_or_a_value()
        => Assert.Equal(
            "drop table \"a\\nthen\"\nwhere x = 'it''s\\none' and\ny",
            ControlCharacters.EscapeStatement("drop table \"a\nthen\"\nwhere x = 'it''s\none' and\ny"));

    [Fact]
    public void Message_keeps_its_own_line_breaks_and_no_others()
    {
        const string Name = "a\nb\u001b";

        var error = new UnexpectedDatabaseException(
            $"The table \"{Name}\" is odd.", $"first  {Name}\nthen   {MessageText.FromString("one\ntwo\u001b")}");

        Assert.Equal("The table \"a\\nb\\u001b\" is odd.", error.What);
        Assert.Equal("first  a\\nb\\u001b\nthen   one\ntwo\\u001b", error.Next);
        Assert.Equal($"{error.What}\n{error.Next}", error.Message);
        Assert.Equal("a\\nb", new ConfigurationException("a\nb", "").What); // One sentence, however it was put together.
    }

    [Fact]
    public void Keys_are_shown_in_one_line()
    {
        Assert.Equal("a\\nb", PostgresBackfills.Dialect(LettaNames.Tables).ShowKey("a\nb"));
        Assert.Equal("a\\nb", SqliteBackfills.Dialect(LettaNames.Tables).ShowKey("t610A62"));
    }

    [Fact]
    public void Name_in_a_generated_revision_cannot_end_its_literal_or_its_comment()
    {
        Assert.Equal("\"a\\n\\u2028\\u202e\\\"b\"", CSharp.Text("a\n\u2028\u202e\"b"));
        var file = new RevisionFile(
            20300101000001,
            "odd",
            new Draft([new Operation(_ => { }, "Sql(\"select 1\");") { Comment = "of a\nSystem.Environment.Exit(1);" }], []),
            "Letta.Migrations");

        Assert.Contains("        // of a\\nSystem.Environment.Exit(1);\n        Sql(\"select 1\");\n", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Terminal_colours_its_lines_and_nothing_else_does()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var terminal = new Terminal(output, error, live: false, width: 0, TimeProvider.System) { ErrorColoured = true };

        terminal.ErrorLine("x\u001b[32m\ny", Tone.Error);
        terminal.Lines("one\ntwo\u001b");

        Assert.Equal("\u001b[31mx\\u001b[32m\\ny\u001b[0m\n", error.ToString());
        Assert.Equal("one\ntwo\\u001b\n", output.ToString());
    }
}
