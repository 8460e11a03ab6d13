namespace Letta.Migrations.Records;

/// <summary>What a column holds, as far as it is read in its own way.</summary>
internal enum StoredKind
{
    /// <summary>Text, or a number.</summary>
    Any,

    /// <summary>A time in UTC that does not say so.</summary>
    UtcTime,

    /// <summary>A moment.</summary>
    Moment,

    /// <summary>An expression that is text already.</summary>
    Text,
}
