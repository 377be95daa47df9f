using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>Where the programs of a real control plane are, and what starts them.</summary>
static class ControlPlaneScripts
{
    /// <summary>The folder that envtest uses for the same: etcd and kube-apiserver, unpacked.</summary>
    public static string? Assets { get; } =
        Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Lies beside the clone, or beside a directory above it where several clones lie together.</summary>
    public static string? Folder { get; } = Find();

    public static bool AreMissing => Assets is null || Folder is null;

    public static void SkipIfMissing() =>
        Assert.SkipWhen(
            AreMissing,
            "no Kubernetes control plane: KUBEBUILDER_ASSETS names none, or ../shared/kube/start-kube.sh is not there"
        );

    static string? Find()
    {
        for (var at = new DirectoryInfo(Repository.Root).Parent; at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "kube");
            if (File.Exists(Path.Combine(folder, "start-kube.sh")))
                return folder;
        }
        return null;
    }
}
