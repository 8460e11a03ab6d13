using k8s.Models;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Deploy;

/// <summary>
/// The containers of the manifests, run by the container engine as they stand there: user, root file system, capabilities, limits, secret,
/// arguments.
/// </summary>
[Trait(LettaImage.Needs, LettaImage.Itself)]
[Collection(Roles.Shared)]
public sealed class ContainerSpecTests(PostgresEngine engine)
{
    private static readonly string Head = LettaMigrations.Revisions.Head!.ForeignId!;

    [Fact]
    public async Task Job_brings_an_empty_database_to_head_as_the_migrator_and_has_nothing_to_do_then()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await Roles.MakeAsync(engine, database);
        var pod = (await Manifests.ReadAsync<V1Job>("base")).Spec.Template.Spec;

        var first = await RunAsync(pod, pod.Containers.Single(), Roles.As(database, Roles.Migrator));
        var second = await RunAsync(pod, pod.Containers.Single(), Roles.As(database, Roles.Migrator));

        Assert.True((first.Exit, second.Exit) == (0, 0), first.Error + second.Error);
        Assert.Equal([Head], await database.RowsAsync("select version_num from alembic_version"));
        Assert.Contains("0 revisions to go", second.Error, StringComparison.Ordinal);
        Assert.All(first.Error.TrimEnd().Split('\n'), line => Assert.StartsWith("{\"@t\":", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Job_without_its_secret_ends_with_an_exit_code_that_fails_it_at_once()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var job = (await Manifests.ReadAsync<V1Job>("base")).Spec;
        var pod = job.Template.Spec;

        var ran = await RunAsync(pod, pod.Containers.Single(), "");

        Assert.Contains(ran.Exit, job.PodFailurePolicy.Rules.Single(r => r.Action == "FailJob").OnExitCodes.Values);
    }

    [Fact]
    public async Task Backfill_job_has_nothing_to_do_where_no_row_waits()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAtAsync(Head);
        await Roles.MakeAsync(engine, database);
        var pod = (await Manifests.ReadAsync<V1Job>("backfill")).Spec.Template.Spec;

        var none = await RunAsync(pod, pod.Containers.Single(), Roles.As(database, Roles.Migrator));

        Assert.True(none.Exit == 0, none.Error);
    }

    [Fact]
    public async Task Waiting_container_of_the_application_lets_it_start_at_head_as_a_role_that_may_only_read()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAtAsync(Head);
        await Roles.MakeAsync(engine, database);
        var pod = (await Manifests.ReadAsync<V1Deployment>("application")).Spec.Template.Spec;

        var ran = await RunAsync(pod, Assert.Single(pod.InitContainers), Roles.As(database, Roles.Reader));

        Assert.True(ran.Exit == 0, ran.Error);
        Assert.Contains($"at {Head}, verified", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Migrator, false)]
    [InlineData(Roles.Worker, true)]
    public async Task Worker_is_ready_at_head_and_ends_with_0_when_it_is_stopped(string role, bool atHead)
    {
        await using var database = (PostgresTestDatabase)await (atHead ? engine.CreateAtAsync(Head) : engine.CreateAsync());
        await Roles.MakeAsync(engine, database);
        var pod = (await Manifests.ReadAsync<V1Deployment>("worker")).Spec.Template.Spec;
        var worker = pod.Containers.Single();
        await using var secret = await SecretVolume.CreateAsync(
            Assert.Single(pod.Volumes), pod.SecurityContext.FsGroup, Roles.As(database, role));
        var id = (await Ran.WellAsync(["docker", "run", "--detach", .. Arguments(pod, worker, secret)])).Trim();
        try
        {
            while ((await Ran.Async(["docker", "exec", id, .. worker.ReadinessProbe.Exec.Command])).Exit != 0)
                Assert.Equal("true", (await Ran.WellAsync(["docker", "inspect", "--format", "{{.State.Running}}", id])).Trim());
            while (!(await Ran.Async(["docker", "logs", id])).Error.Contains("no difference", StringComparison.Ordinal))
                await Task.Delay(50, TestContext.Current.CancellationToken);

            await Ran.WellAsync(["docker", "stop", id]);

            Assert.Equal("0", (await Ran.WellAsync(["docker", "inspect", "--format", "{{.State.ExitCode}}", id])).Trim());
            Assert.Equal([Head], await database.RowsAsync("select version_num from alembic_version"));
        }
        finally
        {
            await Ran.WellAsync(["docker", "rm", "--force", id]);
        }
    }

    private async Task<Ran> RunAsync(V1PodSpec pod, V1Container container, string uri)
    {
        var volume = Assert.Single(pod.Volumes);
        await using var secret = await SecretVolume.CreateAsync(volume, pod.SecurityContext.FsGroup, uri);
        return await Ran.Async(["docker", "run", "--rm", .. Arguments(pod, container, secret)]);
    }

    private IEnumerable<string> Arguments(V1PodSpec pod, V1Container container, SecretVolume secret)
        => [
            "--network",
            $"container:{engine.ContainerId}",
            .. ContainerSpec.AsRun(
                pod,
                container,
                LettaImage.Name,
                new Dictionary<string, string>(StringComparer.Ordinal) { [Assert.Single(pod.Volumes).Name] = secret.Name })
        ];
}
