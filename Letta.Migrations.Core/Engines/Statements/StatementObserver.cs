namespace Letta.Migrations.Engines;

/// <summary>
/// Sees every statement of a revision, of its bookkeeping and its commit, before it is sent and after the engine carried it out.
/// </summary>
/// <param name="sql">The statement.</param>
/// <param name="done">False before it is sent, true once it succeeded.</param>
internal delegate void StatementObserver(string sql, bool done);
