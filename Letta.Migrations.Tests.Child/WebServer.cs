using Letta.Migrations.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Letta.Migrations.Tests.Child;

/// <summary>An application as its author would write it: nothing in it looks after the migrations but one line.</summary>
internal static class WebServer
{
    public static int Run(RevisionSet history, string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<HostOptions>(o => o.ServicesStartConcurrently = args.Contains("--concurrently"));
        builder.Services.AddHostedService<RegisteredBefore>();
        builder.Services.AddLettaMigrations(builder.Configuration, startup =>
        {
            startup.Revisions = history;
            startup.InBackground = args.Contains("--in-background");
            startup.RunsBackfills = args.Contains("--backfills");
        });
        builder.Services.AddHealthChecks().AddLettaMigrations();

        var app = builder.Build();
        app.MapGet("/", () => Results.Text("ready"));
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"listening {string.Join(' ', app.Urls)}"));
        app.Run();
        return 0;
    }
}
