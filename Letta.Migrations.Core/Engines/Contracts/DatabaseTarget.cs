using Letta.Migrations.Product;

namespace Letta.Migrations.Engines;

/// <summary>Which database: everything needed to open it, and a <see cref="object.ToString"/> that is safe to print.</summary>
public abstract record DatabaseTarget
{
    private protected DatabaseTarget(MigrationProduct product) => Product = product;

    /// <summary>Whose database it is: the names that are found in it, and that messages about it use.</summary>
    public MigrationProduct Product { get; }

    /// <summary><c>postgres</c> or <c>sqlite</c>.</summary>
    public abstract string Engine { get; }

    /// <summary>Engine, user, host, port and database, or the file; never a password.</summary>
    public abstract string Display { get; }

    /// <summary>What the database is called where it is: its name, or that of the file; never more than may be shown.</summary>
    internal abstract string Name { get; }

    /// <summary>The hosts that may be connected to, without ports; none for a file.</summary>
    internal abstract IReadOnlyList<string> Hosts { get; }

    /// <inheritdoc />
    public sealed override string ToString() => Display;
}
