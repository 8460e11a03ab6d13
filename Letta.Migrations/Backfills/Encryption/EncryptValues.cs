namespace Letta.Migrations.Backfills.Encryption;

/// <summary>The row transform that encrypts: text as it is, JSON as Letta's history spelled it before it was encrypted.</summary>
internal sealed class EncryptValues(EncryptionKey key) : IDisposable
{
    private readonly LettaCipher _cipher = new(key);

    /// <exception cref="FormatException">The column should hold JSON and does not.</exception>
    public string Make(BackfillColumn column, string value)
        => _cipher.Encrypt(column.Content == BackfillContent.Json ? PythonJson.Dump(value) : value);

    public void Dispose() => _cipher.Dispose();
}
