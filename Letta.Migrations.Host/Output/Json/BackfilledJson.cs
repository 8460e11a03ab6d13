namespace Letta.Migrations.Host.Output.Json;

internal sealed record BackfilledJson(IReadOnlyList<BackfillDoneJson> Done, IReadOnlyList<DueJson> Optional, bool Verified);
