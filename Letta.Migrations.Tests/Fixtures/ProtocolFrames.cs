using System.Buffers.Binary;
using System.Text;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>Finds the messages in a stream of Postgres' protocol, and says the type and the first byte of each.</summary>
internal sealed class ProtocolFrames(Action<char, byte> seen)
{
    public const char Terminate = 'X', SimpleQuery = 'Q', Sync = 'S', FunctionCall = 'F', Error = 'E', ReadyForQuery = 'Z';

    /// <summary>In the message that the server is ready: not within a transaction.</summary>
    public const byte Idle = (byte)'I';
    public const int CancelRequest = 80877102, TerminateLength = 5;
    private const int Head = 5, SslRequest = 80877103, GssRequest = 80877104;
    private readonly byte[] _head = new byte[Head + 1];
    private int _got;
    private int _left;
    private List<byte>? _kept;
    private bool _keeps;

    /// <summary>AuthenticationOk.</summary>
    public static byte[] LoggedIn => [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 0];

    public static int Length(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt32BigEndian(head);

    public static int Code(ReadOnlySpan<byte> startup) => BinaryPrimitives.ReadInt32BigEndian(startup[4..]);

    public static bool AsksForEncryption(ReadOnlySpan<byte> startup) => Code(startup) is SslRequest or GssRequest;

    public static byte[] Query(string sql)
    {
        var text = Encoding.ASCII.GetBytes(sql);
        var message = new byte[Head + text.Length + 1];
        message[0] = (byte)SimpleQuery;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - 1);
        text.CopyTo(message, Head);
        return message;
    }

    /// <summary>Keeps what a login is answered with: the settings, the session's number and that it is ready.</summary>
    public void Keep(List<byte> greeting) => _kept = greeting;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_left > 0)
            {
                var part = Math.Min(_left, bytes.Length);
                if (_keeps)
                    _kept!.AddRange(bytes[..part]);
                _left -= part;
                bytes = bytes[part..];
                continue;
            }

            _head[_got++] = bytes[0];
            bytes = bytes[1..];
            var length = _got < Head ? int.MaxValue : Length(_head.AsSpan(1)) + 1;
            if (_got < Head || (_got == Head && length > Head))
                continue;
            var type = (char)_head[0];
            _keeps = _kept is not null && type is 'S' or 'K' or ReadyForQuery;
            if (_keeps)
                _kept!.AddRange(_head.AsSpan(0, _got));
            if (type == ReadyForQuery)
                _kept = null; // It is in; what it hears from here on is of its requests.
            _left = length - _got;
            _got = 0;
            seen(type, _head[Head]);
        }
    }
}
