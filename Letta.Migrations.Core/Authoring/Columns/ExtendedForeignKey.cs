using FluentMigrator.Model;

namespace Letta.Migrations.Authoring;

/// <summary>A foreign key that says what FluentMigrator has no words for: when it is checked, and RESTRICT.</summary>
public sealed class ExtendedForeignKey : ForeignKeyDefinition
{
    private ExtendedForeignKey(ForeignKeyDefinition from)
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

    /// <summary>
    /// How its definition ends on both engines, e.g. <c>DEFERRABLE INITIALLY DEFERRED</c>; null if it is checked by each statement.
    /// </summary>
    public string? Deferral { get; internal set; }

    /// <summary>ON DELETE RESTRICT.</summary>
    public bool RestrictsDelete { get; internal set; }

    /// <summary>ON UPDATE RESTRICT.</summary>
    public bool RestrictsUpdate { get; internal set; }

    internal static ExtendedForeignKey Extend(ForeignKeyDefinition key) => key as ExtendedForeignKey ?? new ExtendedForeignKey(key);
}
