using k8s;
using k8s.Models;

namespace Letta.Migrations.Tests.Deploy;

/// <summary>
/// What kustomize makes of a folder of deploy/kubernetes, read strictly: a field that the typed client does not know is an error.
/// </summary>
internal static class Manifests
{
    public static async Task<string> RenderAsync(string folder)
    {
        if (!Ran.Has("kubectl"))
            Assert.Skip("There is no kubectl on this machine to render the manifests with.");
        return await Ran.WellAsync(["kubectl", "kustomize", $"deploy/kubernetes/{folder}"]);
    }

    public static async Task<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> ReadAsync(string folder)
        => [
            .. KubernetesYaml.LoadAllFromString(await RenderAsync(folder), typeMap: null, strict: true)
                .Cast<IKubernetesObject<V1ObjectMeta>>()
        ];

    public static async Task<T> ReadAsync<T>(string folder) => Assert.Single((await ReadAsync(folder)).OfType<T>());
}
