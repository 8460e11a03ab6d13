namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

internal sealed record ModelForeignKey(
    string? Name, ModelColumn[] Columns, ModelTable Parent, ModelColumn[] ParentColumns, string OnDelete);
