using System.Security.Cryptography;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class SqliteCheckCommandTests(SqliteEngine engine) : CheckCommandSpec(engine)
{
    private protected override async Task<IReadOnlyList<string>> FactsAsync(TestDatabase database)
    {
        var files = Directory.GetFiles(((SqliteTestDatabase)database).Home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var facts = new List<string>();
        foreach (var file in files)
            facts.Add(
                $"{file} {Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)))}");
        return facts;
    }
}
