using System.Security.Cryptography;
using System.Text;
using Letta.Migrations.Product;

namespace Letta.Migrations.Encryption;

/// <summary>
/// Encrypts as Letta does, so that Letta can decrypt: AES-256-GCM under a key that PBKDF2-HMAC-SHA256 makes from the passphrase in 100,000
/// rounds; a value is the Base64 of salt (16 bytes), IV (12), ciphertext and tag (16).
/// </summary>
/// <remarks>
/// <para>
/// Letta takes a new salt for every value, and with it 100,000 rounds, some 20 ms or more. Here a salt, and so a derived key, serves up to
/// <see cref="ValuesPerSalt"/> values of one run, each with a random IV of its own. That is as strong: a salt keeps a table of guesses from
/// being made in advance, and does; whoever guesses passphrases needs one value to check a guess against, whether or not others have other
/// salts.
/// </para>
/// <para>
/// What GCM must never see is one IV twice under one key. NIST SP 800-38D (8.3) allows 2^32 random IVs of 96 bits a key; with 2^20 of them
/// the probability of any two being equal is below 2^-57.
/// </para>
/// </remarks>
/// <param name="key">The passphrase.</param>
internal sealed class LettaCipher(EncryptionKey key) : IValueCipher
{
    public const int ValuesPerSalt = 1 << 20;
    public const int SaltSize = 16;
    public const int IvSize = 12;
    public const int TagSize = 16;
    private const int KeySize = 32;
    private const int Rounds = 100_000;

    private readonly Lock _gate = new();
    private byte[] _salt = [];
    private AesGcm? _aes;
    private int _values;

    /// <summary>
    /// The text as Letta would store it. May be called on many threads: what is not AES itself is done beside each other.
    /// </summary>
    public string Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[SaltSize + IvSize + plain.Length + TagSize];
        var iv = sealedBytes.AsSpan(SaltSize, IvSize);
        RandomNumberGenerator.Fill(iv);
        lock (_gate)
        {
            if (_aes is null || _values == ValuesPerSalt)
                TakeSalt();
            _values++;
            _salt.CopyTo(sealedBytes, 0);
            _aes!.Encrypt(
                iv, plain, sealedBytes.AsSpan(SaltSize + IvSize, plain.Length), sealedBytes.AsSpan(SaltSize + IvSize + plain.Length));
        }

        CryptographicOperations.ZeroMemory(plain);
        return Convert.ToBase64String(sealedBytes);
    }

    /// <summary>The AES key that a passphrase and a salt give.</summary>
    internal static byte[] Derive(EncryptionKey key, ReadOnlySpan<byte> salt)
        => Rfc2898DeriveBytes.Pbkdf2(key.Passphrase, salt, Rounds, HashAlgorithmName.SHA256, KeySize);

    public void Dispose() => _aes?.Dispose();

    private void TakeSalt()
    {
        _aes?.Dispose();
        _salt = RandomNumberGenerator.GetBytes(SaltSize);
        var derived = Derive(key, _salt);
        _aes = new AesGcm(derived, TagSize);
        CryptographicOperations.ZeroMemory(derived);
        _values = 0;
    }
}
