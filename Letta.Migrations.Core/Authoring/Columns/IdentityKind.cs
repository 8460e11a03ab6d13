namespace Letta.Migrations.Authoring;

/// <summary>Whether the database numbers a column.</summary>
public enum IdentityKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It does where a row brings no number.</summary>
    ByDefault,

    /// <summary>It does, and refuses a row that brings one.</summary>
    Always,
}
