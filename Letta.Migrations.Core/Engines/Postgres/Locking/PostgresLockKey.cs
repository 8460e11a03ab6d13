using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// The advisory lock of a schema, in the form of two integers. Advisory locks are per database, and two schemas of one database are two
/// histories.
/// </summary>
/// <param name="Schema">A digest of the schema's name, the second integer of both locks.</param>
/// <param name="Migrator">
/// First integer of the lock that one migrator holds on its own connection from its plan to its end:
/// <see cref="MigrationProduct.LockKey"/>.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PostgresLockKey(int Schema, int Migrator)
{
    /// <summary>
    /// First integer of the fence: held by the revision's own transaction. A migrator whose lock connection was cut cannot commit beside
    /// its successor.
    /// </summary>
    public int Fence => Migrator + 1;

    public static PostgresLockKey For(string schema, MigrationProduct product)
        => new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(schema))), product.LockKey);
}
