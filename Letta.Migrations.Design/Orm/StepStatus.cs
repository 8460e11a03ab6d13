using NpgsqlTypes;

namespace Letta.Migrations.Design.Orm;

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
