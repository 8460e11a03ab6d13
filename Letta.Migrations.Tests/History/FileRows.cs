namespace Letta.Migrations.Tests.History;

/// <summary>Organizations, agents, sources and files, as they are in the summer of 2025, for what links them.</summary>
internal static class FileRows
{
    public const string Organizations
        = "insert into organizations (id, name, privileged_tools) values ('org-1', 'One', false), ('org-2', 'Two', false)";

    public const string Agents = """
        insert into agents (id, name, organization_id, message_buffer_autoclear, project_id) values
            ('agent-1', 'a', 'org-1', false, 'project-1'), ('agent-2', 'b', 'org-1', false, null), ('agent-3', 'c', 'org-2', false, 'project-3')
        """;

    public const string Sources = """
        insert into sources (id, name, organization_id, embedding_config) values ('source-1', 's', 'org-1', '{}'), ('source-2', 't', 'org-2', '{}')
        """;

    /// <summary>Two of one name, one in Japanese, and one that is deleted; what a file needs besides changes with the revisions.</summary>
    public static string Files(string more = "", string values = "") => $"""
        insert into files (id, file_name, source_id, organization_id, is_deleted{more}) values
            ('file-1', 'notes.txt', 'source-1', 'org-1', false{values}), ('file-2', 'notes.txt', 'source-1', 'org-1', false{values}),
            ('file-3', '資料 ''v2''.pdf', 'source-2', 'org-2', false{values}), ('file-4', 'old.txt', 'source-1', 'org-1', true{values})
        """;
}
