using System.Text.Json.Nodes;
using Letta.Migrations.Model.Conventions;
using Letta.Migrations.Model.Mixins;
using Letta.Migrations.Model.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Pgvector;

namespace Letta.Migrations.Model;

/// <summary>
/// The whole schema of Letta at head, in the terms of Postgres; on SQLite the same names, and types that stand for what SQLite has not.
/// A new entity, or a new property, is all that a new table or column takes. Without <c>ToTable</c> a table has the name of its
/// <c>DbSet</c>, or else of its class, in snake case: <c>DbSet&lt;Project&gt; Projects</c> is <c>projects</c>. An enum is a type of
/// Postgres with the name of its own in lower case, as Letta's are, and its labels are its members in snake case, or what <c>[PgName]</c>
/// says.
/// </summary>
public class LettaDbContext : DbContext
{
    public LettaDbContext(DbContextOptions<LettaDbContext> options)
        : base(options)
    {
    }

    /// <summary>A context whose model can be read; it is not connected.</summary>
    public static LettaDbContext ForDesign()
    {
        var options = new DbContextOptionsBuilder<LettaDbContext>();
        options.UseLettaPostgres("Host=model");
        return new LettaDbContext(options.Options);
    }

    /// <summary>For a context with more in it.</summary>
    protected LettaDbContext(DbContextOptions options)
        : base(options)
    {
    }

    public DbSet<Agent> Agents => Set<Agent>();

    public DbSet<AgentEnvironmentVariable> AgentEnvironmentVariables => Set<AgentEnvironmentVariable>();

    public DbSet<AgentsTags> AgentsTags => Set<AgentsTags>();

    public DbSet<ArchivalPassage> ArchivalPassages => Set<ArchivalPassage>();

    public DbSet<Archive> Archives => Set<Archive>();

    public DbSet<ArchivesAgents> ArchivesAgents => Set<ArchivesAgents>();

    public DbSet<Block> Blocks => Set<Block>();

    public DbSet<BlockHistory> BlockHistory => Set<BlockHistory>();

    public DbSet<BlocksAgents> BlocksAgents => Set<BlocksAgents>();

    public DbSet<BlocksConversations> BlocksConversations => Set<BlocksConversations>();

    public DbSet<BlocksTags> BlocksTags => Set<BlocksTags>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<ConversationMessage> ConversationMessages => Set<ConversationMessage>();

    public DbSet<FileAgent> FileAgents => Set<FileAgent>();

    public DbSet<FileContent> FileContents => Set<FileContent>();

    public DbSet<FileMetadata> FileMetadata => Set<FileMetadata>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<GroupsAgents> GroupsAgents => Set<GroupsAgents>();

    public DbSet<GroupsBlocks> GroupsBlocks => Set<GroupsBlocks>();

    public DbSet<IdentitiesAgents> IdentitiesAgents => Set<IdentitiesAgents>();

    public DbSet<IdentitiesBlocks> IdentitiesBlocks => Set<IdentitiesBlocks>();

    public DbSet<Identity> Identities => Set<Identity>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<LLMBatchItem> LLMBatchItems => Set<LLMBatchItem>();

    public DbSet<LLMBatchJob> LLMBatchJobs => Set<LLMBatchJob>();

    public DbSet<MCPOAuth> MCPOAuth => Set<MCPOAuth>();

    public DbSet<MCPServer> MCPServers => Set<MCPServer>();

    public DbSet<MCPTools> MCPTools => Set<MCPTools>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<PassageTag> PassageTags => Set<PassageTag>();

    public DbSet<Prompt> Prompts => Set<Prompt>();

    public DbSet<Provider> Providers => Set<Provider>();

    public DbSet<ProviderModel> ProviderModels => Set<ProviderModel>();

    public DbSet<ProviderTrace> ProviderTraces => Set<ProviderTrace>();

    public DbSet<ProviderTraceMetadata> ProviderTraceMetadata => Set<ProviderTraceMetadata>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<RunMetrics> RunMetrics => Set<RunMetrics>();

    public DbSet<SandboxConfig> SandboxConfigs => Set<SandboxConfig>();

    public DbSet<SandboxEnvironmentVariable> SandboxEnvironmentVariables => Set<SandboxEnvironmentVariable>();

    public DbSet<Source> Sources => Set<Source>();

    public DbSet<SourcePassage> SourcePassages => Set<SourcePassage>();

    public DbSet<SourcesAgents> SourcesAgents => Set<SourcesAgents>();

    public DbSet<Step> Steps => Set<Step>();

    public DbSet<StepMetrics> StepMetrics => Set<StepMetrics>();

    public DbSet<Tool> Tools => Set<Tool>();

    public DbSet<ToolsAgents> ToolsAgents => Set<ToolsAgents>();

    public DbSet<User> Users => Set<User>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.CompleteForLetta(GetType());

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<JsonNode>().HaveConversion<JsonConverter, JsonConverter.Comparer>();
        configurationBuilder.Properties<IList<string>>().HaveConversion<JsonListConverter, JsonListConverter.Comparer>();
        if (Database.IsSqlite())
            configurationBuilder.Properties<Vector>().HaveConversion<VectorConverter>();

        // An index is there when somebody asked for it, and a row goes with its parent when somebody said so.
        var conventions = configurationBuilder.Conventions;
        conventions.Remove<ForeignKeyIndexConvention>();
        conventions.Remove<CascadeDeleteConvention>();

        conventions.Add(_ => new IAudited.Convention());
        conventions.Add(_ => new IHasAgent.Convention());
        conventions.Add(_ => new IHasArchive.Convention());
        conventions.Add(_ => new IHasFile.Convention());
        conventions.Add(_ => new IHasOrganization.Convention());
        conventions.Add(_ => new IHasProject.Convention());
        conventions.Add(_ => new IHasSandboxConfig.Convention());
        conventions.Add(_ => new IHasSource.Convention());
        conventions.Add(_ => new IHasUser.Convention());
        conventions.Add(_ => new ITemplate.Convention());
        conventions.Add(_ => new ITemplateEntity.Convention());
        conventions.Add(_ => new NameConvention());
        conventions.Add(_ => new TypeConvention());
        conventions.Add(_ => Database.IsSqlite() ? new SqliteStorage() : new PostgresStorage(EnumTypes.GetAll(GetType())));
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LettaDbContext).Assembly);
        modelBuilder.HasPostgresExtension("vector");
        modelBuilder.HasSequence<long>("message_seq_id");
        // No column is of it any more; the history keeps it.
        modelBuilder.HasPostgresEnum(
            "stopreasontype", ["end_turn", "error", "invalid_tool_call", "max_steps", "no_tool_call", "tool_rule", "cancelled"]);
        if (Database.IsSqlite())
            modelBuilder.Entity<Message>().Property(m => m.SequenceId).HasValueGenerator<MessageNumbers>();
    }
}
