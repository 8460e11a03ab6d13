using System.Text;

namespace Letta.Migrations.Product;

/// <summary>All names of a product by the one that its code has.</summary>
/// <param name="name">In Pascal case: <c>WebShop</c>.</param>
internal sealed class ProductNames(string name)
{
    private readonly string _words = Words(name);

    /// <summary>What cannot be a name of something is refused where the product is used first, like any other value.</summary>
    public MigrationProduct Product => new()
    {
        Name = name,
        CommandName = $"{With('-')}-migrate",
        EnvironmentPrefix = $"{With('_').ToUpperInvariant()}_",
        ConnectionStringName = name,
        ExampleName = With('_'),
        SettingsSection = $"{name}Migrations",
        TablePrefix = $"{Short(With('_'))}_migration",
        LockKey = Hash(name),
        TelemetryName = $"{name}.Migrations",
        TelemetryPrefix = $"{With('_')}.migrations",
        ServiceName = $"{With('-')}-migrations",
    };

    private string With(char separator) => _words.Replace(' ', separator);

    /// <summary>"WebShop2" is "web shop2", "HTTPLog" is "http log", "Contoso.Orders" is "contoso orders".</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = char.IsAsciiLetterUpper(name[i])
                && i > 0
                && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (name[i] is '.' or '-' or '_' || begins)
                words.Append(words.Length > 0 && words[^1] != ' ' ? " " : "");
            if (name[i] is not ('.' or '-' or '_'))
                words.Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }

    /// <summary>As much as the names of tables have room for.</summary>
    private static string Short(string words) => words.Length > 13 ? words[..13].TrimEnd('_') : words;

    /// <summary>FNV-1a of 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): the same in every build and on every machine.</summary>
    private static int Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * 16777619u;
        return (int)(hash & 0x7FFF_FFFE); // The fence has the key after it.
    }
}
