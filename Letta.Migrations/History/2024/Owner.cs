namespace Letta.Migrations.History._2024;

/// <summary>
/// Until the end of 2024 a row belonged to a user; table after table it then came to belong to that user's organization.
/// </summary>
internal static class Owner
{
    /// <summary>What a way back cannot restore.</summary>
    public const string Lost
        = "the user of a row whose _created_by_id is empty or no user any more: of several users of an organization nothing tells which it was";

    /// <summary>The organization of the user of a row.</summary>
    public static string OrganizationOf(string table) => $"(select u.organization_id from users u where u.id = {table}.user_id)";

    /// <summary>The user of a row, where the row still tells: rows that were written since then name the user who made them.</summary>
    public static string UserOf(string table) => $"(select u.id from users u where u.id = {table}._created_by_id)";
}
