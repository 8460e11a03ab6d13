namespace Letta.Migrations.Engines;

/// <summary>What an engine sees beside its work that an administrator should know of; no reason to stop.</summary>
/// <param name="What">What is the case, in one sentence.</param>
/// <param name="Next">What to do about it.</param>
internal sealed record EngineWarning(string What, string Next);
