using NpgsqlTypes;

namespace Letta.Migrations.Model;

/// <summary>Where the code of a tool runs.</summary>
public enum SandboxType
{
    [PgName("E2B")]
    E2B,

    [PgName("MODAL")]
    Modal,

    [PgName("LOCAL")]
    Local,
}
