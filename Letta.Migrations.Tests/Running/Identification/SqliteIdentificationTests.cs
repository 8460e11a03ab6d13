using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running.Identification;

public sealed class SqliteIdentificationTests(SqliteEngine engine) : SchemaIdentificationSpec(engine)
{
    /// <summary>Those that change only rows; and one that adds a label to an enum, which is text of the same width here.</summary>
    protected override IReadOnlyList<int[]> Alike { get; } = [[32, 33], [94, 95], [102, 103], [124, 125], [136, 137], [164, 165]];

    protected override string TextType => "VARCHAR";
}
