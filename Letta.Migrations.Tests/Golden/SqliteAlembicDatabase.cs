using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Golden;

/// <summary>
/// A SQLite file as Letta's Alembic history leaves it: at revision 3d2e9fb40a3c, number 128, with a part of number 129 done.
/// </summary>
public static class SqliteAlembicDatabase
{
    public const string Revision = "3d2e9fb40a3c";

    /// <summary>How many revisions are applied.</summary>
    public const int Number = 128;

    private static readonly string Dump
        = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "sqlite-alembic-3d2e9fb40a3c.sql"));

    /// <summary>
    /// As it was dumped: with <c>runs</c> and <c>messages.run_id</c>, and without <c>agents_runs</c> and <c>job_messages</c>.
    /// </summary>
    public static async Task<TestDatabase> CreateAsync(SqliteEngine engine)
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync(Dump);
        return database;
    }

    /// <summary>As it was before number 129 was tried: what that revision drops is there, what it makes is not.</summary>
    public static async Task<TestDatabase> CreateWholeAsync(SqliteEngine engine)
    {
        var database = await CreateAsync(engine);
        await database.ExecuteAsync("""
            DROP TABLE runs;
            ALTER TABLE messages DROP COLUMN run_id;
            CREATE TABLE agents_runs (
            	agent_id VARCHAR NOT NULL,
            	run_id VARCHAR NOT NULL,
            	FOREIGN KEY(agent_id) REFERENCES agents (id),
            	FOREIGN KEY(run_id) REFERENCES jobs (id),
            	CONSTRAINT unique_agent_run PRIMARY KEY (agent_id, run_id)
            );
            CREATE INDEX ix_agents_runs_agent_id_run_id ON agents_runs (agent_id, run_id);
            CREATE INDEX ix_agents_runs_run_id_agent_id ON agents_runs (run_id, agent_id);
            CREATE TABLE job_messages (
            	id INTEGER NOT NULL,
            	job_id VARCHAR NOT NULL,
            	message_id VARCHAR NOT NULL,
            	created_at DATETIME DEFAULT (CURRENT_TIMESTAMP),
            	updated_at DATETIME DEFAULT (CURRENT_TIMESTAMP),
            	is_deleted BOOLEAN DEFAULT (FALSE) NOT NULL,
            	_created_by_id VARCHAR,
            	_last_updated_by_id VARCHAR,
            	PRIMARY KEY (id),
            	FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE,
            	FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE,
            	CONSTRAINT unique_job_message UNIQUE (job_id, message_id)
            );
            """);
        return database;
    }
}
