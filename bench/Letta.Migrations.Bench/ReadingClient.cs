namespace Letta.Migrations.Bench;

/// <summary>Reads the last messages of an agent, again and again.</summary>
internal sealed class ReadingClient(string connectionString, IReadOnlyList<string> agents) : Client(connectionString)
{
    protected override void Round()
        => Send(
            "select id, role, content, created_at from messages where agent_id = $1 order by sequence_id desc limit 20",
            agents[Random.Shared.Next(agents.Count)]);
}
