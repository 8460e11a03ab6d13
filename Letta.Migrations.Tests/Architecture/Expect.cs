namespace Letta.Migrations.Tests.Architecture;

internal static class Expect
{
    /// <summary>Fails with every offence in full; <c>Assert.Empty</c> would cut them short.</summary>
    public static void None(IEnumerable<string> offences)
    {
        var all = offences.Distinct(StringComparer.Ordinal).ToList();
        if (all.Count > 0)
            Assert.Fail(string.Join('\n', all));
    }
}
