using Letta.Migrations.Product;

namespace Letta.Migrations.Backfills;

/// <summary>The row transform that encrypts: text as it is, JSON as Python's <c>json.dumps</c> spells it.</summary>
internal sealed class EncryptValues : IDisposable
{
    private readonly IValueCipher _cipher;

    private EncryptValues(IValueCipher cipher) => _cipher = cipher;

    /// <summary>Null without a key, or for a product that encrypts nothing.</summary>
    public static EncryptValues? For(MigrationProduct product, EncryptionKey? key)
        => key is not null && product.Cipher is { } cipher ? new EncryptValues(cipher(key)) : null;

    /// <exception cref="FormatException">The column should hold JSON and does not.</exception>
    public string Make(BackfillColumn column, string value)
        => _cipher.Encrypt(column.Content == BackfillContent.Json ? PythonJson.Dump(value) : value);

    public void Dispose() => _cipher.Dispose();
}
