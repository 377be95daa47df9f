using System.CommandLine;
using Primacy.Lab.Kubernetes;

namespace Primacy.Cli;

internal static partial class LabCommand
{
    static readonly HelpSection KubernetesNeeds = new(
        "Needs",
        """
        KUBEBUILDER_ASSETS with a folder that holds etcd, kube-apiserver and kube-controller-manager, and a
        PostgreSQL with repmgr (Debian: postgresql-15-repmgr). Everything else is played: one node, on which
        each pod is a local process.
        """
    );

    static Verb CreateKubernetes()
    {
        var isBroken = new Option<bool>("--break")
        {
            Description = "Delete the primary's pod, so that it comes back as a second primary.",
        };
        var kubernetes = new Verb(
            "kubernetes",
            "Run a Kubernetes with a cluster of bitnami's postgresql-ha, until Ctrl-C.",
            KubernetesNeeds
        )
        {
            isBroken,
        };
        SetGuardedAction(
            kubernetes,
            async (arguments, cancellation) =>
            {
                var progress = new LineProgress(arguments.InvocationConfiguration.Error);
                await using var lab = await KubernetesLab.StartAsync(
                    new KubernetesLabOptions(),
                    progress,
                    cancellation
                );
                var (file, tokenFile) = lab.WriteConfiguration();
                if (arguments.GetValue(isBroken))
                {
                    progress.Report("Deleting the primary's pod");
                    var former = await lab.BreakAsync(cancellation);
                    progress.Report($"{former} has come back as a second primary");
                }
                foreach (var line in Instructions(lab, file, tokenFile))
                    Say(arguments, line);
                // Ctrl-C is how a lab that is up is ended, and no failure.
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        );
        return kubernetes;
    }

    static IEnumerable<string> Instructions(KubernetesLab lab, string file, string tokenFile) =>
        [
            $"The cluster {lab.Release.Namespace}/{lab.Release.Release} is up, in the pods {string.Join(", ", lab.Release.Pods)}.",
            $"Look at it:  export KUBECONFIG={lab.Kubeconfig}; kubectl -n {lab.Release.Namespace} get pods",
            $"Watch it:    primacy watch --config {file}",
            $"Break it:    kubectl -n {lab.Release.Namespace} annotate pod PRIMARY {KubernetesLab.StartAloneNote}",
            $"             kubectl -n {lab.Release.Namespace} delete pod PRIMARY",
            $"Mend it:     primacy plan {lab.Release.Namespace}.{lab.Release.Release} --token-file {tokenFile}",
            "End it:      Ctrl-C",
        ];
}
