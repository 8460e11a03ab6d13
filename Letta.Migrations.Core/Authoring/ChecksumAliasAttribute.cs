namespace Letta.Migrations.Authoring;

/// <summary>
/// Says what a name of this library was called when the revisions of an assembly were released: their checksums, which databases hold, are
/// made with the former name.
/// </summary>
/// <param name="name">The name, as the steps have it now.</param>
/// <param name="former">What it was called then.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ChecksumAliasAttribute(string name, string former) : Attribute
{
    /// <summary>The name, as the steps have it now.</summary>
    public string Name { get; } = name;

    /// <summary>What it was called then.</summary>
    public string Former { get; } = former;
}
