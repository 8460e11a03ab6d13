namespace Letta.Migrations.Bench;

/// <summary>Writes a new message, then over one of those that were there before; each is committed by itself.</summary>
internal sealed class WritingClient(
    string connectionString, IReadOnlyList<string> agents, IReadOnlyList<string> messages) : Client(connectionString)
{
    /// <summary>What every message must hold that this client has written.</summary>
    public Dictionary<string, string> Written { get; } = new(StringComparer.Ordinal);

    public int Inserted { get; private set; }

    protected override void Round()
    {
        var inserted = $"message-{Guid.NewGuid()}";
        Send(
            """
            insert into messages (id, agent_id, role, tool_calls, created_at, organization_id, content)
            select $1, id, 'user', '[]', now(), organization_id, $3::json from agents where id = $2
            """,
            inserted,
            agents[Random.Shared.Next(agents.Count)],
            Text(inserted));
        Written[inserted] = Text(inserted);
        Inserted++;

        var updated = messages[Random.Shared.Next(messages.Count)];
        Send("update messages set content = $2::json, updated_at = now() where id = $1", updated, Text(updated));
        Written[updated] = Text(updated);
    }

    private static string Text(string id) => $$"""[{"type": "text", "text": "{{id}} as the client wrote it"}]""";
}
