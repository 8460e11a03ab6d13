using System.Text;

namespace Letta.Migrations.Backfills.Encryption;

/// <summary>The passphrase that Letta encrypts with, <c>LETTA_ENCRYPTION_KEY</c>. Nothing ever prints it.</summary>
/// <param name="passphrase">As Letta is given it.</param>
public sealed class EncryptionKey(string passphrase)
{
    private readonly byte[] _passphrase = Encoding.UTF8.GetBytes(passphrase);

    internal ReadOnlySpan<byte> Passphrase => _passphrase;

    /// <summary>Says that it is a key, and no more.</summary>
    public override string ToString() => "(a key)";
}
