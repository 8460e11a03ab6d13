using System.Globalization;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running;

/// <summary>
/// A place in a history, as somebody names it: <c>head</c>, <c>base</c>, a number of revisions from where a database is (<c>+2</c>,
/// <c>-1</c>), or a revision by its version, its id in another tool, or a unique prefix of either.
/// </summary>
public sealed record RevisionTarget
{
    private readonly string _text;
    private readonly int _count;

    private RevisionTarget(string text, int count = 0) => (_text, _count) = (text, count);

    /// <summary>The newest revision.</summary>
    public static RevisionTarget Head { get; } = new("head");

    /// <summary>The state before the first revision.</summary>
    public static RevisionTarget Base { get; } = new("base");

    /// <summary>Whether it counts from the revision that a database is at.</summary>
    public bool IsRelative => _text is ['+' or '-', ..];

    /// <summary>
    /// The target that a text names. Only its form is read: whether there is such a revision, or a revision so many further, says the
    /// history, and the exception that refuses it says what to do in the verb that was asked for.
    /// </summary>
    /// <param name="text">As somebody types it.</param>
    public static RevisionTarget Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "head" => Head,
            "base" => Base,
            ['+' or '-', .. var digits] => new RevisionTarget(text, Count(digits)),
            _ => new RevisionTarget(text),
        };
    }

    /// <summary>As it was typed.</summary>
    public override string ToString() => _text;

    /// <summary>How many revisions are applied once a database is there: the number of the revision, 0 for base.</summary>
    /// <param name="from">Where the database is, and in which history.</param>
    /// <param name="kind">What is asked for: only up and down may be counted from where the database is, each in its own direction.</param>
    /// <exception cref="ConfigurationException">There is no such revision.</exception>
    internal int Resolve(HistoryState from, PlanKind kind)
    {
        if (this == Base)
            return 0;
        if (kind is PlanKind.Stamp or PlanKind.Adopt)
            return Find(from.Revisions, from.Product).Number;
        if (this == Head)
            return from.Revisions.All.Count;
        return IsRelative ? Resolve(from, up: kind == PlanKind.Up) : Find(from.Revisions, from.Product).Number;
    }

    /// <summary>The revision that it names; base and what is relative name none.</summary>
    /// <exception cref="ConfigurationException">None, or more than one, fits.</exception>
    internal RevisionInfo Find(RevisionSet revisions, MigrationProduct product)
    {
        if (this == Head)
        {
            return revisions.Head
                ?? throw new ConfigurationException("This build has no revisions, so there is no \"head\".", "Write one first.");
        }

        var exact = revisions.All.FirstOrDefault(r => r.ForeignId == _text || r.Version.ToString() == _text);
        if (exact is not null)
            return exact;

        var fitting = _text.Length == 0 ? [] : revisions.All.Where(r => Begins(r.ForeignId) || Begins(r.Version.ToString())).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw new ConfigurationException(
                $"There is no revision \"{this}\" in this build.",
                $"List them with: {product.CommandName} history"),
            _ => throw new ConfigurationException(
                $"\"{this}\" is the beginning of {fitting.Count} revisions: "
                    + $"{string.Join(", ", fitting.Take(4).Select(r => $"{r.Version} ({r.Id})"))}{(fitting.Count > 4 ? ", …" : "")}.",
                $"Give more of its version{(product.Companion is { } companion ? $" or of its {companion.Tool} id" : "")}."),
        };
    }

    private int Resolve(HistoryState from, bool up)
    {
        var (verb, command) = (up ? "upgrade" : "downgrade", from.Product.CommandName);
        if (up != _text.StartsWith('+'))
        {
            throw new ConfigurationException(
                $"\"{this}\" leads {(up ? "down" : "up")}.", $"Use: {command} {(up ? "downgrade" : "upgrade")} {this}");
        }

        if (_count == 0)
        {
            throw new ConfigurationException(
                $"\"{this}\" is not a number of revisions.", $"Use, for example: {command} {verb} {_text[0]}1");
        }

        var ahead = from.Revisions.All.Count - from.Depth;
        if (up && _count > ahead)
        {
            throw new ConfigurationException(
                $"\"{this}\" leads past head: the database is {ahead} revisions behind it.", $"Use: {command} upgrade head");
        }

        if (!up && _count > from.Depth)
        {
            throw new ConfigurationException(
                $"\"{this}\" leads below base: {from.Depth} revisions are applied.", $"Use: {command} downgrade base");
        }

        return up ? from.Depth + _count : from.Depth - _count;
    }

    /// <summary>How many revisions; 0 for what is no such number.</summary>
    private static int Count(string digits)
        => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private bool Begins(string? id) => id?.StartsWith(_text, StringComparison.OrdinalIgnoreCase) == true;
}
