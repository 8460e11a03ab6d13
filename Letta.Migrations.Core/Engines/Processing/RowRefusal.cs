using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines;

/// <summary>Why rows that exist keep a revision from being carried out.</summary>
/// <param name="What">Which rows, and what is wrong with them, in a whole sentence.</param>
/// <param name="Queries">What lists them.</param>
/// <param name="Remedy">What a person should do about them.</param>
internal sealed record RowRefusal(string What, IReadOnlyList<string> Queries, string Remedy)
{
    private const string Again = "run the same command again";

    /// <summary>The option with which the same command goes on in spite of it; null if there is none.</summary>
    public string? Option { get; init; }

    /// <summary>Whether the option is needed in any case, and not only instead of the remedy.</summary>
    public bool IsLoss { get; init; }

    /// <summary>The same as part of a plan, where it must be said which revision refuses it.</summary>
    public RowRefusal At(string revision) => IsLoss ? this : this with { What = $"Revision {revision}: {What}" };

    /// <summary>All of them as one error.</summary>
    public static NeedsHumanException Error(IReadOnlyList<RowRefusal> refusals)
        => new(
            string.Join(' ', refusals.Select(r => r.What)),
            refusals is [var only]
                ? $"{only.See}\nthen       {only.Remedy}, and {Again}{only.Alone}"
                : $"{string.Join('\n', refusals.Select(r => $"{r.See}\nthen       {r.Remedy}"))}\nat last    {Again}{Options(refusals)}");

    private string See => $"see them   {string.Join("\n           ", Queries.Select(ControlCharacters.EscapeStatement))}";

    private string Alone => Option is null ? "" : IsLoss ? $" with {Option}" : $"; or {Again} with {Option}";

    private static string Options(IReadOnlyList<RowRefusal> refusals)
        => string.Concat(refusals.Where(r => r.Option is not null).OrderBy(r => r.IsLoss).Select(r => r.Option)
            .Distinct(StringComparer.Ordinal).Select(option => option switch
        {
            "--accept-loss" => ", with --accept-loss if what is lost may go",
            _ => $", or with {option}",
        }));
}
