namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

internal sealed class ModelRow
{
    public long Rowid { get; set; }

    public Dictionary<ModelColumn, object?> Values { get; } = [];
}
