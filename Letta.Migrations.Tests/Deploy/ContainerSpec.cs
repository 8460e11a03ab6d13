using System.Collections;
using System.Globalization;
using k8s.Models;

namespace Letta.Migrations.Tests.Deploy;

/// <summary>
/// A container of a pod, as arguments of <c>docker run</c>. Every field that the manifest sets is either translated or known to mean
/// nothing to an engine; one that is neither is an error, so that nothing of the manifest is left untried by oversight.
/// </summary>
internal static class ContainerSpec
{
    /// <summary>What only a cluster reads: who starts it, where, and how it is named there.</summary>
    private static readonly string[] OfTheCluster
        = [
            "Name",
            "RestartPolicy",
            "ServiceAccountName",
            "AutomountServiceAccountToken",
            "EnableServiceLinks",
            "Containers",
            "InitContainers",
            "ReadinessProbe",
            "Requests"
        ];

    /// <param name="pod">The pod.</param>
    /// <param name="container">One of its containers.</param>
    /// <param name="image">The image that stands for the one it names.</param>
    /// <param name="volumes">What stands for each volume of the pod: the name of one of the engine's.</param>
    public static IReadOnlyList<string> AsRun(
        V1PodSpec pod, V1Container container, string image, IReadOnlyDictionary<string, string> volumes)
    {
        var known = new HashSet<string>(OfTheCluster, StringComparer.Ordinal);
        var all = new List<string>();
        var (podSecurity, security) = (pod.SecurityContext, container.SecurityContext);

        Assert.True(
            podSecurity is { RunAsNonRoot: true, RunAsUser: > 0, SeccompProfile.Type: "RuntimeDefault" }); // The engine's own default.
        Take("RunAsNonRoot", "SeccompProfile", "Type");
        Add(["RunAsUser", "RunAsGroup"], "--user", $"{podSecurity.RunAsUser}:{podSecurity.RunAsGroup}");
        Add(["FsGroup"], "--group-add", $"{podSecurity.FsGroup}");
        Add(["TerminationGracePeriodSeconds"], "--stop-timeout", $"{pod.TerminationGracePeriodSeconds ?? 30}");
        if (security.ReadOnlyRootFilesystem == true)
            Add(["ReadOnlyRootFilesystem"], "--read-only");
        if (security.AllowPrivilegeEscalation == false)
            Add(["AllowPrivilegeEscalation"], "--security-opt", "no-new-privileges");
        foreach (var capability in security.Capabilities.Drop)
            Add(["Capabilities", "Drop"], "--cap-drop", capability);
        foreach (var (resource, quantity) in container.Resources.Limits)
            Add(
                ["Resources", "Limits"],
                resource == "memory" ? "--memory" : "--cpus",
                quantity.ToDecimal().ToString(CultureInfo.InvariantCulture));
        foreach (var variable in container.Env.Where(v => v.ValueFrom is null))
            Add(["Env", "Value"], "--env", $"{variable.Name}={variable.Value}");
        Assert.All(
            container.Env.Where(v => v.ValueFrom is not null),
            v => Assert.True(v.ValueFrom.SecretKeyRef.Optional, v.Name)); // It is not there.
        Take("ValueFrom");
        foreach (var mount in container.VolumeMounts)
            Add(
                ["VolumeMounts", "MountPath", "ReadOnlyProperty", "Volumes"],
                "--volume",
                $"{volumes[mount.Name]}:{mount.MountPath}{(mount.ReadOnlyProperty == true ? ":ro" : "")}");

        Take("SecurityContext", "Image", "Args");
        Assert.All(
            [
                .. Set(pod),
                .. Set(podSecurity),
                .. Set(container),
                .. Set(security),
                .. Set(security.Capabilities),
                .. Set(container.Resources),
                .. container.Env.SelectMany(Set),
                .. container.VolumeMounts.SelectMany(Set)
            ],
            field => Assert.True(known.Contains(field), $"\"{field}\" of the manifest is not tried."));
        return [.. all, image, .. container.Args];

        void Add(string[] fields, params string[] arguments)
        {
            Take(fields);
            all.AddRange(arguments);
        }

        void Take(params string[] fields) => known.UnionWith(fields);
    }

    private static IEnumerable<string> Set(object part)
        => part.GetType().GetProperties().Where(p => p.GetValue(part) is not null and not ICollection { Count: 0 }).Select(p => p.Name);
}
