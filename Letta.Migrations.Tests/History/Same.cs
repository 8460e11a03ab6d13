namespace Letta.Migrations.Tests.History;

internal static class Same
{
    /// <summary>Fails with every line that is missing or extra.</summary>
    public static void Lines(IEnumerable<string> expected, IEnumerable<string> actual, string where)
    {
        var (wanted, found) = (expected.ToList(), actual.ToList());
        string[] differences = [.. wanted.Except(found).Select(l => $"missing {l}"), .. found.Except(wanted).Select(l => $"extra   {l}")];
        if (differences.Length > 0 || wanted.Count != found.Count)
            Assert.Fail($"{where}:\n{string.Join('\n', differences)}");
    }
}
