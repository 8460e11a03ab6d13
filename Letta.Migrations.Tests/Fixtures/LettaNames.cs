namespace Letta.Migrations.Tests.Fixtures;

/// <summary>The names that Letta's databases know.</summary>
internal static class LettaNames
{
    public static MigrationProduct Product => LettaMigrations.Product;

    /// <summary>The tables of the bookkeeping.</summary>
    public static OwnTables Tables { get; } = LettaMigrations.Product.Tables;
}
