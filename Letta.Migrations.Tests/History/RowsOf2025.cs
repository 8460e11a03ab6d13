namespace Letta.Migrations.Tests.History;

/// <summary>Rows as the schema asks for them from the summer of 2025 on.</summary>
internal static class RowsOf2025
{
    public const string Organizations
        = "insert into organizations (id, name, privileged_tools) values ('org-1', 'One', false), ('org-2', 'Two', false)";

    public const string Agents = """
        insert into agents (id, name, organization_id, message_buffer_autoclear, is_deleted) values
            ('agent-1', 'Ada', 'org-1', false, false), ('agent-2', null, 'org-2', false, false), ('agent-3', '', 'org-1', false, false),
            ('agent-4', 'O''Neil 🦊', 'org-1', false, false), ('agent-5', 'Eve', 'org-1', false, false), ('agent-6', 'Gone', 'org-2', false, true)
        """;
}
