using FluentMigrator.Model;

namespace Letta.Migrations.Authoring;

/// <summary>A foreign key that is checked at the end of the transaction: <c>DEFERRABLE INITIALLY DEFERRED</c> on both engines.</summary>
public sealed class DeferrableForeignKey : ForeignKeyDefinition
{
    internal DeferrableForeignKey(ForeignKeyDefinition from)
    {
        Name = from.Name;
        ForeignTable = from.ForeignTable;
        ForeignTableSchema = from.ForeignTableSchema;
        PrimaryTable = from.PrimaryTable;
        PrimaryTableSchema = from.PrimaryTableSchema;
        OnDelete = from.OnDelete;
        OnUpdate = from.OnUpdate;
        ForeignColumns = from.ForeignColumns;
        PrimaryColumns = from.PrimaryColumns;
    }
}
