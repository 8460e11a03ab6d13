namespace Letta.Migrations.Product;

/// <summary>Encrypts the values of columns under one key, for one run.</summary>
public interface IValueCipher : IDisposable
{
    /// <summary>The text as the column for ciphertext holds it. Called on many threads at once.</summary>
    /// <param name="text">The plaintext.</param>
    string Encrypt(string text);
}
