using Letta.Migrations.Encryption;

namespace Letta.Migrations.Tests.Backfills;

public sealed class LettaCipherTests
{
    private const string Passphrase = "correct horse battery staple";

    /// <summary>
    /// Made by Letta's own CryptoUtils.encrypt on Python 3.11 with cryptography 48, its random bytes replaced by known ones.
    /// </summary>
    public static TheoryData<string, string, string> MadeByLetta => new()
    {
        { Passphrase, "sk-proj-0123456789", "AAECAwQFBgcICQoLDA0OD2RlZmdoaWprbG1ub5nWvPjGgKHiyZn/qaum/BQWosrWqtq++dpcwDWgE5f2n+M=" },
        { "clé à molette 🔑", " ", "AAECAwQFBgcICQoLDA0OD3BxcnN0dXZ3eHl6exnYOb0ZuW6CI4TtoYAYxtId" },
        { Passphrase, "grüße 🌍\n\"x\"", "AAECAwQFBgcICQoLDA0OD3x9fn+AgYKDhIWGh8I322h5OivMGsunbWOQuoX2P2swtlrjlo3X8rnoqD4D" },
    };

    [Theory]
    [MemberData(nameof(MadeByLetta))]
    public void What_letta_encrypted_is_decrypted(string key, string text, string stored)
        => Assert.Equal(text, LettaSecret.Decrypt(stored, key));

    [Theory]
    [MemberData(nameof(MadeByLetta))]
    public void What_is_encrypted_has_the_form_that_letta_decrypts(string key, string text, string stored)
    {
        using var cipher = new LettaCipher(new EncryptionKey(key));

        var made = cipher.Encrypt(text);

        Assert.Equal(stored.Length, made.Length);
        Assert.Equal(text, LettaSecret.Decrypt(made, key));
    }

    [Fact]
    public void One_salt_serves_a_run_and_every_value_has_an_iv_of_its_own()
    {
        using var cipher = new LettaCipher(new EncryptionKey(Passphrase));
        using var next = new LettaCipher(new EncryptionKey(Passphrase));

        var made = Enumerable.Range(0, 1000).Select(_ => cipher.Encrypt("the same")).ToList();

        Assert.Single(made.Select(LettaSecret.Salt).Distinct(StringComparer.Ordinal));
        Assert.Equal(1000, made.Select(LettaSecret.Iv).Distinct(StringComparer.Ordinal).Count());
        Assert.NotEqual(LettaSecret.Salt(made[0]), LettaSecret.Salt(next.Encrypt("the same")));
    }

    [Fact]
    public void A_salt_is_changed_before_it_has_served_too_many()
    {
        using var cipher = new LettaCipher(new EncryptionKey(Passphrase));
        var first = LettaSecret.Salt(cipher.Encrypt("x"));
        for (var i = 2; i < LettaCipher.ValuesPerSalt; i++)
            cipher.Encrypt("x");

        Assert.Equal(first, LettaSecret.Salt(cipher.Encrypt("the last under this salt")));
        Assert.NotEqual(first, LettaSecret.Salt(cipher.Encrypt("the first under another")));
    }

    [Fact]
    public void The_key_does_not_print_itself() => Assert.Equal("(a key)", $"{new EncryptionKey(Passphrase)}");
}
