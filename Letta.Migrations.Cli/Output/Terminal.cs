using System.Text;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Cli.Output;

/// <summary>The two streams, and on a real terminal one line that is rewritten in place. Any thread may write.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool live, int width, TimeProvider time) : IDisposable
{
    private const string EraseLine = "\r\e[K";
    private const string Reset = "\e[0m";
    private readonly Lock _lock = new();
    private bool _showing;

    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>Whether a person watches who can see a line change.</summary>
    public bool Live { get; } = live;

    /// <summary>Whether lines on stdout may have colours.</summary>
    public bool Coloured { get; init; }

    /// <summary>Whether lines on stderr may have colours.</summary>
    public bool ErrorColoured { get; init; }

    public TimeProvider Time { get; } = time;

    /// <summary>Where a person types answers; null where nobody can be asked.</summary>
    public TextReader? Input { get; init; }

    /// <summary>The process's own streams, in UTF-8 whatever the locale says.</summary>
    public static Terminal Open()
    {
        var able = Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        var live = able && !Console.IsOutputRedirected;
        var colours = able && Environment.GetEnvironmentVariable("NO_COLOR") is null or ""; // https://no-color.org
        return new Terminal(
            Utf8(Console.OpenStandardOutput()),
            Utf8(Console.OpenStandardError()),
            live,
            live ? Console.WindowWidth : 0,
            TimeProvider.System)
        {
            Coloured = colours && live,
            ErrorColoured = colours && !Console.IsErrorRedirected,
            Input = Console.IsInputRedirected ? null : Console.In,
        };
    }

    /// <summary>Writes lines of our own to stdout.</summary>
    public void Lines(string text)
    {
        foreach (var line in text.Split('\n'))
            Line(line);
    }

    /// <summary>Writes lines of our own to stderr.</summary>
    public void ErrorLines(string text)
    {
        foreach (var line in text.Split('\n'))
            ErrorLine(line);
    }

    /// <summary>Writes a line to stdout. Whatever it was made of, it is one line: control characters in it are escaped.</summary>
    /// <param name="text">The line.</param>
    /// <param name="tone">How much it stands out.</param>
    /// <exception cref="OutputFailedException">It did not get there.</exception>
    public void Line(string text, Tone tone = Tone.Plain)
    {
        lock (_lock)
        {
            try
            {
                Erase();
                var line = ControlCharacters.Escape(text);
                Out.WriteLine(Coloured ? Painted(line, tone) : line);
            }
            catch (Exception e) when (IsBroken(e))
            {
                throw new OutputFailedException(e);
            }
        }
    }

    /// <summary>The same to stderr. Where even that is impossible, the exit code has to say it all.</summary>
    /// <param name="text">The line.</param>
    /// <param name="tone">How much it stands out.</param>
    public void ErrorLine(string text, Tone tone = Tone.Plain)
    {
        lock (_lock)
        {
            try
            {
                Erase();
                var line = ControlCharacters.Escape(text);
                Error.WriteLine(ErrorColoured ? Painted(line, tone) : line);
            }
            catch (Exception e) when (IsBroken(e))
            {
                _showing = false;
            }
        }
    }

    /// <summary>
    /// Asks on stderr, for stdout may be somebody's JSON, and returns the line that was typed; null at the end of the input.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">
    /// Stops waiting for an answer. A read of the terminal itself cannot be stopped, so it is left to its thread.
    /// </param>
    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        ErrorLine(question);
        return Input is { } input ? await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken) : null;
    }

    /// <summary>Whether an exception means that a stream cannot be written to; a closed one says "unauthorized".</summary>
    public static bool IsBroken(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Shows a line until the next one is written, or shown in its place.</summary>
    /// <param name="text">Asked for while no other thread writes; null if there is no longer anything to show.</param>
    public void Show(Func<string?> text)
    {
        lock (_lock)
        {
            if (!Live || text() is not { } shown)
                return;
            var line = ControlCharacters.Escape(shown);
            try
            {
                Out.Write(EraseLine + (line.Length < width ? line : line[..Math.Max(0, width - 1)]));
                _showing = true;
            }
            catch (Exception e) when (IsBroken(e))
            {
                _showing = false; // On a timer's thread: the next whole line will tell.
            }
        }
    }

    public void Dispose()
    {
        Out.Dispose();
        Error.Dispose();
    }

    private void Erase()
    {
        if (_showing)
            Out.Write(EraseLine);
        _showing = false;
    }

    private static string Painted(string text, Tone tone) => tone switch
    {
        Tone.Error => $"\e[31m{text}{Reset}",
        Tone.Warning => $"\e[33m{text}{Reset}",
        _ => text,
    };

    private static StreamWriter Utf8(Stream stream)
        => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
