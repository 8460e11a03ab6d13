namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

internal sealed record ModelKey(string? Name, ModelColumn[] Columns);
