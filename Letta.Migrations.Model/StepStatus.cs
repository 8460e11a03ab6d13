using NpgsqlTypes;

namespace Letta.Migrations.Model;

/// <summary>How far a step has come.</summary>
public enum StepStatus
{
    [PgName("PENDING")]
    Pending,

    [PgName("SUCCESS")]
    Success,

    [PgName("FAILED")]
    Failed,

    [PgName("CANCELLED")]
    Cancelled,
}
