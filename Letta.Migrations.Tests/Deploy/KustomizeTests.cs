using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Letta.Migrations.Tests.Architecture;

namespace Letta.Migrations.Tests.Deploy;

public sealed class KustomizeTests
{
    private const string Helm = "helm.sh/hook";
    private const string Argo = "argocd.argoproj.io/hook";

    public static TheoryData<string> Folders
        => [
            .. Directory.GetDirectories(Path.Combine(Repository.Root.FullName, "deploy/kubernetes")).Select(f => Path.GetFileName(f))
                .Order()
        ];

    [Theory]
    [InlineData("base", "ServiceAccount", "Job", "NetworkPolicy")]
    [InlineData("backfill", "ServiceAccount", "Job", "NetworkPolicy")]
    [InlineData("helm-hook", "ServiceAccount", "Job", "NetworkPolicy")]
    [InlineData("argocd", "ServiceAccount", "Job", "NetworkPolicy")]
    [InlineData("worker", "ServiceAccount", "Deployment", "PodDisruptionBudget", "NetworkPolicy")]
    [InlineData("application", "ServiceAccount", "Deployment", "Job", "NetworkPolicy")]
    public async Task Folder_renders_to_documents_that_the_typed_client_knows_field_by_field(string folder, params string[] kinds)
        => Assert.Equal(kinds.Order(), (await Manifests.ReadAsync(folder)).Select(d => d.Kind).Order());

    [Fact]
    public async Task Field_that_no_kind_has_is_an_error()
    {
        var misspelt = (await Manifests.RenderAsync("base")).Replace("backoffLimit:", "backofLimit:", StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(misspelt, typeMap: null, strict: true));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task No_folder_has_hooks_of_both_kinds(string folder)
    {
        var annotations = (await Manifests.ReadAsync(folder)).SelectMany(d => d.Metadata.Annotations?.Keys ?? []).ToList();

        Assert.False(
            annotations.Exists(a => a.StartsWith("helm.sh/", StringComparison.Ordinal))
                && annotations.Exists(a => a.StartsWith("argocd.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("helm-hook", Helm, "pre-install,pre-upgrade", "helm.sh/hook-weight")]
    [InlineData("argocd", Argo, "PreSync", "argocd.argoproj.io/sync-wave")]
    public async Task What_the_job_needs_is_a_hook_too_and_comes_before_it(string folder, string hook, string when, string order)
    {
        var documents = await Manifests.ReadAsync(folder);

        Assert.All(documents, d => Assert.Equal(when, d.Metadata.Annotations[hook]));
        var job = int.Parse(documents.OfType<V1Job>().Single().Metadata.Annotations[order]);
        Assert.All(documents.Where(d => d is not V1Job), d => Assert.True(int.Parse(d.Metadata.Annotations[order]) < job, d.Kind));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_container_of_ours_is_of_this_version_and_restricted(string folder)
    {
        var version = System.Xml.Linq.XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("Version").Single().Value;
        foreach (var document in await Manifests.ReadAsync(folder))
        {
            var pod = document switch
            {
                V1Job job => job.Spec.Template.Spec,
                V1Deployment deployment => deployment.Spec.Template.Spec,
                _ => null
            };
            if (pod is null)
                continue;

            Assert.Equal(
                (false, true, 1654, "RuntimeDefault"),
                (
                    pod.AutomountServiceAccountToken,
                    pod.SecurityContext.RunAsNonRoot,
                    pod.SecurityContext.RunAsUser,
                    pod.SecurityContext.SeccompProfile.Type));
            Assert.All([.. pod.InitContainers ?? [], .. pod.Containers], c =>
            {
                Assert.Equal((true, false), (c.SecurityContext.ReadOnlyRootFilesystem, c.SecurityContext.AllowPrivilegeEscalation));
                Assert.Equal(["ALL"], c.SecurityContext.Capabilities.Drop);
                Assert.True(c.Resources.Limits.ContainsKey("memory"));
                Assert.True(
                    !c.Image.StartsWith("letta-migrations", StringComparison.Ordinal) || c.Image == $"letta-migrations:{version}",
                    c.Image);
            });
        }
    }

    /// <summary>With a count of completions, pods would be started again although nothing is left to do.</summary>
    [Fact]
    public async Task Backfill_job_is_a_queue_of_work_that_several_pods_share()
    {
        var job = await Manifests.ReadAsync<V1Job>("backfill");

        Assert.Equal(("letta-backfill", 4, null), (job.Metadata.Name, job.Spec.Parallelism, job.Spec.Completions));
        Assert.Equal(["backfill", "run", "--log-format", "json"], job.Spec.Template.Spec.Containers.Single().Args);
        Assert.Contains(
            job.Spec.Template.Spec.Volumes, v => v.Secret?.SecretName == "letta-postgres-worker"); // A role that migrates nothing.
    }

    [Fact]
    public async Task Workers_are_kept_from_being_drained_all_at_once()
    {
        var deployment = await Manifests.ReadAsync<V1Deployment>("worker");
        var budget = (await Manifests.ReadAsync<V1PodDisruptionBudget>("worker")).Spec;

        Assert.All(
            budget.Selector.MatchLabels, label => Assert.Equal(label.Value, deployment.Spec.Template.Metadata.Labels[label.Key]));
        Assert.InRange(int.Parse(budget.MinAvailable.Value), 1, deployment.Spec.Replicas!.Value - 1);
    }

    [Theory]
    [InlineData("base")]
    [InlineData("backfill")]
    public async Task Network_policy_lets_the_jobs_pods_out_to_names_and_postgres_and_nobody_in(string folder)
    {
        var policy = (await Manifests.ReadAsync<V1NetworkPolicy>(folder)).Spec;
        var job = await Manifests.ReadAsync<V1Job>(folder);

        Assert.All(policy.PodSelector.MatchLabels, label => Assert.Equal(label.Value, job.Spec.Template.Metadata.Labels[label.Key]));
        Assert.Equal(["Ingress", "Egress"], policy.PolicyTypes);
        Assert.Empty(policy.Ingress ?? []);
        Assert.Equal(["UDP 53", "TCP 53", "TCP 5432"], policy.Egress.SelectMany(e => e.Ports).Select(p => $"{p.Protocol} {p.Port.Value}"));
    }

    [Fact]
    public async Task Job_counts_what_a_retry_may_help_and_ignores_what_the_node_did()
    {
        var rules = (await Manifests.ReadAsync<V1Job>("base")).Spec.PodFailurePolicy.Rules;

        Assert.Equal(
            ["FailJob 1,2,5,6,7", "Ignore ", "Count 3,4"],
            rules.Select(r => $"{r.Action} {string.Join(',', r.OnExitCodes?.Values ?? [])}"));
        Assert.Equal("DisruptionTarget", rules[1].OnPodConditions.Single().Type);
    }

    /// <summary>Whoever gives up before the Job does calls a migration failed that goes on.</summary>
    [Fact]
    public async Task What_waits_for_the_job_is_more_patient_than_the_job()
    {
        var deadline = (await Manifests.ReadAsync<V1Job>("base")).Spec.ActiveDeadlineSeconds!.Value;
        var progress = (await Manifests.ReadAsync<V1Deployment>("application")).Spec.ProgressDeadlineSeconds!.Value;
        var worker = (await Manifests.ReadAsync<V1Deployment>("worker")).Spec.ProgressDeadlineSeconds!.Value;
        var helm = Regex.Match(
            Repository.Read("deploy/kubernetes/helm-hook/kustomization.yaml"),
            @"^#   helm upgrade .* --timeout (?<m>\d+)m\b",
            RegexOptions.Multiline,
            TimeSpan.FromSeconds(1));
        var kubectl = Regex.Match(
            Repository.Read("deploy/kubernetes/base/kustomization.yaml"),
            @"job/letta-migrate --timeout=(?<m>\d+)m",
            RegexOptions.None,
            TimeSpan.FromSeconds(1));

        Assert.All(
            [progress, worker, int.Parse(helm.Groups["m"].Value) * 60, int.Parse(kubectl.Groups["m"].Value) * 60],
            patience => Assert.True(patience > deadline, $"{patience} s"));
    }
}
