using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>A SQLite database file.</summary>
public sealed record SqliteTarget : DatabaseTarget
{
    /// <summary>A SQLite database by its path.</summary>
    /// <param name="path">The file; it need not exist yet.</param>
    /// <param name="product">Whose database it is; null for one with the default names.</param>
    public SqliteTarget(string path, MigrationProduct? product = null)
        : this(path, product ?? MigrationProduct.Default, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
    {
    }

    /// <summary>The same, for a user whose home is this folder: a path within is shown as <c>~/…</c>.</summary>
    internal SqliteTarget(string path, MigrationProduct product, string? userFolder)
        : base(product)
    {
        Path = System.IO.Path.GetFullPath(path);
        var shown = userFolder is { Length: > 1 } home && Path.StartsWith(home + "/", StringComparison.Ordinal)
            ? $"~{Path[home.Length..]}"
            : Path;
        Display = $"SQLite {shown}";
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <inheritdoc />
    public override string Engine => "sqlite";

    /// <inheritdoc />
    public override string Display { get; }

    internal override string Name => System.IO.Path.GetFileName(Path);

    internal override IReadOnlyList<string> Hosts => [];
}
