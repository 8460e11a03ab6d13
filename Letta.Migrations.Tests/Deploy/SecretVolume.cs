using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Deploy;

/// <summary>A secret as a pod sees it: files of root and the pod's group, with the mode that the manifest says.</summary>
internal sealed class SecretVolume : IAsyncDisposable
{
    private SecretVolume(string name) => Name = name;

    public string Name { get; }

    public static async Task<SecretVolume> CreateAsync(k8s.Models.V1Volume volume, long? group, string content)
    {
        var secret = new SecretVolume($"letta-secret-{Guid.NewGuid():N}");
        var file = Assert.Single(volume.Secret.Items).Path;
        var mode = Convert.ToString(volume.Secret.DefaultMode!.Value, toBase: 8);
        await Ran.WellAsync(
            ["docker", "run", "--rm", "--interactive", "--network", "none", "--volume",
            $"{secret.Name}:/secret", "--entrypoint", "sh", PostgresEngine.Image, "-c",
             $"cat >/secret/{file} && chown 0:{group} /secret/{file} && chmod {mode} /secret/{file}"],
            input: content);
        return secret;
    }

    public async ValueTask DisposeAsync() => await Ran.WellAsync(["docker", "volume", "rm", "--force", Name]);
}
