using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Letta.Migrations.Encryption;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Decrypts as Letta does. Written from the format alone, so that it does not share a mistake with what encrypts.</summary>
internal static class LettaSecret
{
    private static readonly ConcurrentDictionary<(string Key, string Salt), byte[]> Derived = new();

    public static string Decrypt(string stored, string key)
    {
        var bytes = Convert.FromBase64String(stored);
        var aes = Derived.GetOrAdd((key, Convert.ToHexString(bytes[..16])), _ => Pbkdf2(Encoding.UTF8.GetBytes(key), bytes[..16]));
        using var gcm = new AesGcm(aes, tagSizeInBytes: 16);
        var plain = new byte[bytes.Length - 44];
        gcm.Decrypt(bytes.AsSpan(16, 12), bytes.AsSpan(28..^16), bytes.AsSpan(^16..), plain);
        return Encoding.UTF8.GetString(plain);
    }

    public static string Salt(string stored) => Convert.ToHexString(Convert.FromBase64String(stored)[..LettaCipher.SaltSize]);

    public static string Iv(string stored)
        => Convert.ToHexString(Convert.FromBase64String(stored)[LettaCipher.SaltSize..(LettaCipher.SaltSize + LettaCipher.IvSize)]);

    /// <summary>RFC 8018, one block, spelled out.</summary>
    private static byte[] Pbkdf2(byte[] password, byte[] salt)
    {
        var u = HMACSHA256.HashData(password, salt.Concat(new byte[] { 0, 0, 0, 1 }).ToArray());
        var key = (byte[])u.Clone();
        for (var round = 1; round < 100_000; round++)
        {
            u = HMACSHA256.HashData(password, u);
            for (var i = 0; i < key.Length; i++)
                key[i] ^= u[i];
        }

        return key;
    }
}
