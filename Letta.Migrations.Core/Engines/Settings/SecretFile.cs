using System.Security;
using System.Text;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Settings;

/// <summary>Reads a file that holds one secret, as container platforms mount them.</summary>
internal static class SecretFile
{
    private const int Limit = 64 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The content, without the one line break that an editor ends a file with.</summary>
    /// <param name="path">Never shown: who mistakes <c>X_FILE</c> for <c>X</c> has put the secret itself there.</param>
    /// <param name="subject">What to call the file in an error.</param>
    public static string Read(string path, string subject)
    {
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[Limit + 1];
            bytes = buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(subject, "does not exist");
        }
        catch (Exception e) when (e is IOException
            or UnauthorizedAccessException
            or ArgumentException
            or NotSupportedException
            or SecurityException)
        {
            throw Unreadable(subject, "cannot be read");
        }

        if (bytes.Length > Limit)
            throw Unreadable(subject, "is larger than 64 KiB");

        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return WithoutLineBreak(Strict.GetString(bytes, start, bytes.Length - start));
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable(subject, "is not UTF-8 text");
        }
    }

    private static string WithoutLineBreak(string text)
        => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;

    private static ConfigurationException Unreadable(string subject, string fault)
        => new($"{subject} {fault}.", "give the path of a readable file that holds only the value, on one line");
}
