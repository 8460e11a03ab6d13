namespace Letta.Migrations.Schema;

/// <summary>In which way an actual schema departs from the expected one.</summary>
internal enum DifferenceKind
{
    /// <summary>Expected, and not there.</summary>
    Missing,

    /// <summary>There, and not expected.</summary>
    Extra,

    /// <summary>There, and other than expected.</summary>
    Changed,
}
