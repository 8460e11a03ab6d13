namespace Letta.Migrations.Cli.Output;

/// <summary>What is there and what is missing, as aligned lines.</summary>
internal static class ReadyLines
{
    private static readonly string Indent = new(' ', "  database   missing   ".Length);

    public static IEnumerable<string> Format(ReadyReport report)
        => report.Checks.SelectMany(c => Block(c).Prepend($"  {c.What,-8}   {Word(c),-7}   {c.Says}"));

    public static string Last(ReadyReport report)
        => report.First is { } first ? $"Not ready: {first.What} is missing. {Command(first.Next!)} (exit {(int)report.Code})" : "Ready.";

    public static string Word(ReadyCheck check) => check.Code is null ? "later" : check.IsOk ? "ok" : "missing";

    private static IEnumerable<string> Block(ReadyCheck check) => check.Next?.Split('\n').Select(line => Indent + line.TrimEnd('\r')) ?? [];

    /// <summary>On the last line there is room for one command; advice of several lines stands above it.</summary>
    private static string Command(string next) => next.Contains('\n') ? "What to do is said above." : $"Next: {next}";
}
