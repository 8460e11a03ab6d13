using System.Reflection;
using System.Text.Json.Nodes;
using Letta.Migrations.Model;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.History;
using Microsoft.EntityFrameworkCore;
using Pgvector;

namespace Letta.Migrations.Tests.Orm;

/// <summary>An application writes and reads a database that the history brought to head.</summary>
public abstract class ApplicationSpec(TestEngine engine)
{
    private const string Head = "1c28e167b74f";
    private static readonly DateTime Noon = new(2026, 2, 3, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_read_back_as_they_were_written()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await using (var writing = Contexts.Create(database))
        {
            await AddAgentAsync(writing);
            await writing.SaveChangesAsync(Stop);
        }

        await using var reading = Contexts.Create(database);
        var agent = await reading.Agents.SingleAsync(Stop);
        Assert.Equal(("agent-1", "organization-1", Noon), (agent.Id, agent.OrganizationId, agent.LastRunCompletion));
        Assert.Equal(DateTimeKind.Utc, agent.LastRunCompletion!.Value.Kind);
        Assert.Equal("gpt-5", (string?)agent.LlmConfig!["model"]);
        Assert.Equal(["message-1", "message-2"], agent.MessageIds!);
        Assert.NotNull(agent.CreatedAt);
        Assert.Equal("send_message", (await reading.Tools.SingleAsync(t => reading.ToolsAgents.Any(l => l.ToolId == t.Id), Stop)).Name);
        Assert.Equal("human", (await reading.Blocks.SingleAsync(b => reading.BlocksAgents.Any(l => l.BlockId == b.Id), Stop)).Label);

        var messages = await reading.Messages.OrderBy(m => m.SequenceId).ToListAsync(Stop);
        Assert.Equal(["message-1", "message-2"], messages.Select(m => m.Id));
        Assert.True(messages[0].SequenceId < messages[1].SequenceId);
        Assert.Equal(Noon.AddMicroseconds(5), messages[1].CreatedAt);

        var passage = await reading.ArchivalPassages.SingleAsync(Stop);
        Assert.Equal(Embedding.Memory.ToArray(), passage.Embedding!.Memory.ToArray());
        Assert.Equal(["a", "b"], passage.Tags!);
        Assert.Equal(VectorDbProvider.Native, (await reading.Archives.SingleAsync(Stop)).VectorDbProvider);
        Assert.Equal("sandbox-1", (await reading.SandboxConfigs.SingleAsync(c => c.Type == SandboxType.Modal, Stop)).Id);
        Assert.Equal(StepStatus.Success, (await reading.Steps.SingleAsync(Stop)).Status);
        Assert.Equal((Noon, DateTimeKind.Utc), (await reading.Runs.SingleAsync(Stop)).CompletedAt is { } at ? (at, at.Kind) : default);
    }

    [Fact]
    public async Task Label_of_a_block_changes_with_those_of_its_agents()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await using var context = Contexts.Create(database);
        await AddAgentAsync(context);
        await context.SaveChangesAsync(Stop);

        (await context.Blocks.SingleAsync(Stop)).Label = "persona";
        await context.SaveChangesAsync(Stop);

        Assert.Equal(["persona"], await database.RowsAsync("select block_label from blocks_agents"));
    }

    [Fact]
    public async Task Change_within_a_document_is_saved()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await using var context = Contexts.Create(database);
        await AddAgentAsync(context);
        await context.SaveChangesAsync(Stop);

        var agent = await context.Agents.SingleAsync(Stop);
        agent.LlmConfig!["model"] = "gpt-6";
        agent.MessageIds!.Add("message-3");
        await context.SaveChangesAsync(Stop);

        Assert.Equal(
            ["""{"model":"gpt-6"}|["message-1","message-2","message-3"]"""],
            await database.RowsAsync("select llm_config, message_ids from agents"));
    }

    /// <summary>SQLAlchemy writes None into a JSON column as the JSON text null, also where the column takes no NULL.</summary>
    [Fact]
    public async Task None_of_python_is_read_as_null()
    {
        await using var database = await engine.CreateAtAsync(Head);
        await using var context = Contexts.Create(database);
        await AddAgentAsync(context);
        await context.SaveChangesAsync(Stop);
        context.ChangeTracker.Clear();
        await database.ExecuteAsync("update agents set llm_config = 'null', message_ids = 'null'; update messages set tool_calls = 'null'");

        var agent = await context.Agents.SingleAsync(Stop);
        var message = await context.Messages.FirstAsync(Stop);
        (agent.Name, message.Text) = ("renamed", "changed");
        await context.SaveChangesAsync(Stop);

        Assert.Null(agent.LlmConfig);
        Assert.Null(agent.MessageIds);
        Assert.Null(message.ToolCalls);
        Assert.Equal(["renamed|null"], await database.RowsAsync("select name, llm_config from agents"));
    }

    [Fact]
    public async Task Every_entity_is_queried()
    {
        await using var database = await engine.CreateAtAsync(Head);
        foreach (var rows in RowsOfHead.All)
            await database.ExecuteAsync(rows);
        await using var context = Contexts.Create(database);
        var query = typeof(ApplicationSpec).GetMethod(nameof(CountAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
        var entities = context.Model.GetEntityTypes().Select(e => e.ClrType).ToList();

        Assert.Equal(48, entities.Count);
        foreach (var entity in entities)
            Assert.True(await (Task<int>)query.MakeGenericMethod(entity).Invoke(null, [context])! > 0, entity.Name);
    }

    private static Vector Embedding { get; } = new(Enumerable.Range(0, 4096).Select(i => i / 7f).ToArray());

    private static async Task<int> CountAsync<T>(DbContext context)
        where T : class
        => (await context.Set<T>().ToListAsync(Stop)).Count;

    private static async Task AddAgentAsync(LettaDbContext context)
    {
        const string organization = "organization-1";
        context.Add(new Organization { Id = organization, Name = "Acme", CreatedAt = Noon });
        context.Add(new User { Id = "user-1", Name = "Ada", OrganizationId = organization, CreatedAt = Noon });
        context.Add(new Agent
        {
            Id = "agent-1",
            OrganizationId = organization,
            LlmConfig = new JsonObject { ["model"] = "gpt-5" },
            MessageIds = ["message-1", "message-2"],
            LastRunCompletion = Noon,
        });
        context.Add(
            new Tool { Id = "tool-1", Name = "send_message", ToolType = "custom", SourceType = "python", OrganizationId = organization });
        context.Add(new ToolsAgents { AgentId = "agent-1", ToolId = "tool-1" });
        context.Add(new Block { Id = "block-1", Label = "human", Value = "Ada", Limit = 5000, OrganizationId = organization });
        context.Add(new BlocksAgents { AgentId = "agent-1", BlockId = "block-1", BlockLabel = "human" });
        foreach (var i in new[] { 1, 2 })
        {
            await context.AddAsync(
                new Message
                {
                    Id = $"message-{i}",
                    Role = "user",
                    ToolCalls = new JsonArray(),
                    OrganizationId = organization,
                    AgentId = "agent-1",
                    CreatedAt = i == 1 ? Noon : Noon.AddMicroseconds(5),
                },
                Stop);
        }

        context.Add(
            new Archive { Id = "archive-1", Name = "notes", VectorDbProvider = VectorDbProvider.Native, OrganizationId = organization });
        context.Add(new ArchivalPassage
        {
            Id = "passage-1",
            Text = "It rained.",
            Metadata = new JsonObject(),
            Tags = ["a", "b"],
            Embedding = Embedding,
            OrganizationId = organization,
            ArchiveId = "archive-1",
        });
        context.Add(
            new SandboxConfig { Id = "sandbox-1", Type = SandboxType.Modal, Config = new JsonObject(), OrganizationId = organization });
        context.Add(new Run { Id = "run-1", Status = "completed", AgentId = "agent-1", OrganizationId = organization, CompletedAt = Noon });
        context.Add(new Step { Id = "step-1", OrganizationId = organization, Status = StepStatus.Success, RunId = "run-1" });
    }
}
