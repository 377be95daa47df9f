using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Primacy.Lab.Kubernetes.Plane;

/// <summary>The programs of a Kubernetes control plane, where tests of operators look for them as well.</summary>
internal sealed partial record PlanePrograms(string Folder, Version Version)
{
    public const string Variable = "KUBEBUILDER_ASSETS";

    public string Etcd => Path.Combine(Folder, "etcd");

    public string ApiServer => Path.Combine(Folder, "kube-apiserver");

    public string Controllers => Path.Combine(Folder, "kube-controller-manager");

    /// <summary>
    /// Whether the controllers would open a second, plain port, always the same one, unless told not to.
    /// </summary>
    public bool HavePlainPort => Version < new Version(1, 24);

    /// <exception cref="LabException">They are not there; says where they come from.</exception>
    public static async Task<PlanePrograms> FindAsync(CancellationToken cancellation)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
            throw new LabException(
                $"A lab on Kubernetes runs a control plane of its own: set {Variable} to a folder with {Origin}"
            );
        var programs = new PlanePrograms(Path.GetFullPath(folder), new Version());
        foreach (var program in (string[])[programs.Etcd, programs.ApiServer, programs.Controllers])
        {
            if (!File.Exists(program))
                throw new LabException(
                    $"{Variable} is '{folder}', where {Path.GetFileName(program)} is not. It is to hold {Origin}"
                );
        }
        return programs with { Version = await VersionOfAsync(programs.ApiServer, cancellation) };
    }

    const string Origin =
        "etcd, kube-apiserver and kube-controller-manager. The latter two are in the archive "
        + "kubernetes-server-linux-ARCH.tar.gz of a release of Kubernetes (https://kubernetes.io/releases/download/), "
        + "etcd is at https://github.com/etcd-io/etcd/releases; what setup-envtest fetches lacks "
        + "kube-controller-manager.";

    static async Task<Version> VersionOfAsync(string program, CancellationToken cancellation)
    {
        var said = await Cli.Wrap(program)
            .WithArguments(["--version"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellation);
        return VersionPattern().Match(said.StandardOutput) is { Success: true } match
            ? Version.Parse(match.Groups[1].Value)
            : throw new LabException($"'{program} --version' tells no version: {said.StandardError.Trim()}");
    }

    [GeneratedRegex(@"v(\d+\.\d+)")]
    private static partial Regex VersionPattern();
}
