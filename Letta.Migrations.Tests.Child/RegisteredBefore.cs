using Microsoft.Extensions.Hosting;

namespace Letta.Migrations.Tests.Child;

/// <summary>A hosted service that comes before the migrations in the order of registration.</summary>
internal sealed class RegisteredBefore : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("a service that was registered before has started");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
