using Letta.Migrations.Host;

return await LettaCli.RunAsync(args);
