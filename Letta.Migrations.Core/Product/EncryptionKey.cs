namespace Letta.Migrations.Product;

/// <summary>The passphrase that columns are encrypted with. Nothing ever prints it.</summary>
/// <param name="passphrase">As the product is given it.</param>
public sealed class EncryptionKey(string passphrase)
{
    private readonly byte[] _passphrase = System.Text.Encoding.UTF8.GetBytes(passphrase);

    /// <summary>Its bytes, in UTF-8.</summary>
    public ReadOnlySpan<byte> Passphrase => _passphrase;

    /// <summary>Says that it is a key, and no more.</summary>
    public override string ToString() => "(a key)";
}
