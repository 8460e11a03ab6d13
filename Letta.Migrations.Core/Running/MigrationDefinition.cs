using Letta.Migrations.Engines;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running;

/// <summary>What a command line or a host needs to know of the history that it applies.</summary>
/// <param name="Product">The names that it goes by.</param>
/// <param name="Revisions">
/// Makes the history; it is asked when it is needed, so that a mistake in it, such as two revisions of one version, is reported like any
/// other.
/// </param>
public sealed record MigrationDefinition(MigrationProduct Product, Func<RevisionSet> Revisions)
{
    /// <summary>Decides which database is meant; by default, <see cref="MigrationProduct.ConnectionVariable"/> names it.</summary>
    public DatabaseTargetReader Targets { get; init; } = new(Product);
}
