using System.Runtime.InteropServices;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>What the names of one file have in common: device and inode.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileIdentity(uint Major, uint Minor, ulong Inode);
