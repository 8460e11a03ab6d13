namespace Letta.Migrations.Tests.Autogenerate.Spellings;

/// <summary>What every spelling is about: a row of <c>things</c>.</summary>
internal sealed class Thing
{
    public int Id { get; set; }

    public string? Name { get; set; }

    public int? Size { get; set; }
}
