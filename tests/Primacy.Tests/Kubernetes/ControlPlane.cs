using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;
using Primacy.Kubernetes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>A real etcd and kube-apiserver on free ports, with its data in a directory of its own.</summary>
sealed class ControlPlane : IAsyncDisposable
{
    readonly string _directory;

    ControlPlane(string directory)
    {
        _directory = directory;
        Admin = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = Kubeconfig });
    }

    /// <summary>Of somebody who may do everything, known by a certificate.</summary>
    public string Kubeconfig => Path.Combine(_directory, "kubeconfig");

    /// <summary>A connection with all rights, to play operator and kubelet with.</summary>
    public KubernetesConnection Admin { get; }

    public k8s.Kubernetes Client => Admin.Client;

    /// <param name="withControllers">Whether StatefulSets make Pods and Services Endpoints.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<ControlPlane> StartAsync(bool withControllers, CancellationToken cancellation)
    {
        // On a busy machine the script now and then takes a server for dead that has not begun yet, and ends it.
        for (var attempt = 1; ; attempt++)
        {
            var directory = Directory.CreateTempSubdirectory("primacy-kube-").FullName;
            try
            {
                await StartAsync(directory, withControllers, cancellation);
                return new ControlPlane(directory);
            }
            catch (CommandExecutionException) when (attempt < 3)
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    static Task StartAsync(string directory, bool withControllers, CancellationToken cancellation) =>
        CliWrap
            .Cli.Wrap(Path.Combine(ControlPlaneScripts.Folder!, "start-kube.sh"))
            .WithArguments(withControllers ? [directory, "--controller-manager"] : [directory])
            .WithEnvironmentVariables(around => around.Set("KUBE_BIN", ControlPlaneScripts.Assets))
            .ExecuteBufferedAsync(cancellation);

    /// <summary>kill -9: watches end in the middle of a line, and nobody says good-bye.</summary>
    public async Task KillApiServerAsync(CancellationToken cancellation)
    {
        var pid = int.Parse(
            await File.ReadAllTextAsync(Path.Combine(_directory, "apiserver.pid"), cancellation),
            CultureInfo.InvariantCulture
        );
        await CliWrap.Cli.Wrap("kill").WithArguments(["-9", $"{pid}"]).ExecuteAsync(cancellation);
        await Eventually.Holds(async () => !await AnswersAsync(cancellation), "the API server is gone");
    }

    /// <summary>Starts it again with its port and its data, and waits until it answers.</summary>
    public async Task StartApiServerAsync(CancellationToken cancellation)
    {
        await CliWrap.Cli.Wrap(Path.Combine(_directory, "run-apiserver")).ExecuteAsync(cancellation);
        await Eventually.Holds(() => AnswersAsync(cancellation), "the API server answers");
    }

    /// <summary>How many lists of a namespace's pods the API server has answered, as it counts itself.</summary>
    public async Task<double> ListsAsync()
    {
        using var answer = await Admin.GetAsync("/metrics", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return page.Split('\n')
            .Where(line =>
                line.StartsWith("apiserver_request_total{", StringComparison.Ordinal)
                && line.Contains("verb=\"LIST\"", StringComparison.Ordinal)
                && line.Contains("resource=\"pods\",scope=\"namespace\"", StringComparison.Ordinal)
            )
            .Sum(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await CliWrap
            .Cli.Wrap(Path.Combine(ControlPlaneScripts.Folder!, "stop-kube.sh"))
            .WithArguments([_directory, "--rm"])
            .ExecuteAsync();
    }

    async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Admin.GetAsync("/readyz", cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e)
            when (e is HttpRequestException
                || (e is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return false;
        }
    }
}
