namespace Letta.Migrations.Schema;

/// <summary>Names as SQL writes them, on either engine.</summary>
internal static class SqlIdentifier
{
    /// <summary>A name in double quotes.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
