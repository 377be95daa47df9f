using System.Globalization;
using k8s;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Kubernetes.Plane;

/// <summary>
/// etcd, the API server and the controllers of a Kubernetes, on loopback, with all they keep in one directory.
/// </summary>
internal sealed class LabControlPlane : IAsyncDisposable
{
    const string Administrator = "CN=kubernetes-admin, O=system:masters";

    static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);

    readonly string _directory;
    readonly PlanePrograms _programs;
    readonly TimeProvider _time;
    readonly int _etcdPort;
    readonly int _apiPort;
    LabProcess? _etcd;
    LabProcess? _apiServer;
    LabProcess? _controllers;

    LabControlPlane(string directory, PlanePrograms programs, TimeProvider time)
    {
        (_directory, _programs, _time) = (directory, programs, time);
        var ports = PortPicker.Pick(2, []);
        (_etcdPort, _apiPort) = (ports[0], ports[1]);
        using var certificates = new PlaneCertificates(time);
        Write("ca.crt", certificates.Authority);
        Write("accounts.key", PlaneCertificates.SigningKey());
        var (certificate, key) = certificates.ForServer();
        Write("server.crt", certificate);
        Write("server.key", key);
        Write("kubeconfig", certificates.Kubeconfig(Server, Administrator));
        Write("controllers.kubeconfig", certificates.Kubeconfig(Server, "CN=system:kube-controller-manager"));
        Client = new k8s.Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig));
    }

    /// <summary>Of somebody who may do everything.</summary>
    public string Kubeconfig => At("kubeconfig");

    /// <summary>A client that may do everything.</summary>
    public k8s.Kubernetes Client { get; }

    string Server => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_apiPort}");

    string EtcdServer => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_etcdPort}");

    /// <summary>Starts it in a directory of its own, and returns when it makes what it is asked for.</summary>
    public static async Task<LabControlPlane> StartAsync(
        string directory,
        PlanePrograms programs,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var plane = new LabControlPlane(directory, programs, time);
        try
        {
            plane._etcd = plane.StartEtcd();
            await plane.StartApiServerAsync(cancellation);
            plane._controllers = plane.StartControllers();
            // Whoever lacks it has no pods admitted.
            await plane.UntilAsync(plane._controllers, plane.HasAccountAsync, cancellation);
            return plane;
        }
        catch (Exception)
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the API server, anew after it was killed, with its port and its data.</summary>
    public async Task StartApiServerAsync(CancellationToken cancellation)
    {
        _apiServer = StartApiServer();
        await UntilAsync(_apiServer, IsReadyAsync, cancellation);
    }

    /// <summary>kill -9: watches end in the middle of a line, and nobody says good-bye.</summary>
    public Task KillApiServerAsync() => _apiServer!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var process in new[] { _controllers, _apiServer, _etcd })
        {
            if (process is not null)
                await process.KillAsync();
        }
    }

    LabProcess StartEtcd() =>
        Start(
            "etcd",
            _programs.Etcd,
            "--name=default",
            $"--data-dir={At("etcd")}",
            "--unsafe-no-fsync",
            $"--listen-client-urls={EtcdServer}",
            $"--advertise-client-urls={EtcdServer}",
            "--listen-peer-urls=http://127.0.0.1:0"
        );

    /// <summary>See https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/.</summary>
    LabProcess StartApiServer() =>
        Start(
            "kube-apiserver",
            _programs.ApiServer,
            $"--etcd-servers={EtcdServer}",
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--secure-port={_apiPort}"),
            "--endpoint-reconciler-type=none",
            $"--tls-cert-file={At("server.crt")}",
            $"--tls-private-key-file={At("server.key")}",
            $"--client-ca-file={At("ca.crt")}",
            $"--cert-dir={_directory}",
            "--authorization-mode=RBAC",
            "--service-account-issuer=https://kubernetes.default.svc",
            $"--service-account-signing-key-file={At("accounts.key")}",
            $"--service-account-key-file={At("accounts.key")}",
            "--service-cluster-ip-range=10.96.0.0/16"
        );

    /// <summary>
    /// Without those that would take a node without a kubelet for lost, and its pods with it. See
    /// https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/.
    /// </summary>
    LabProcess StartControllers()
    {
        string[] plain = _programs.HavePlainPort ? ["--port=0"] : [];
        return Start(
            "kube-controller-manager",
            _programs.Controllers,
            [
                .. plain,
                $"--kubeconfig={At("controllers.kubeconfig")}",
                "--secure-port=0",
                "--leader-elect=false",
                "--use-service-account-credentials",
                $"--service-account-private-key-file={At("accounts.key")}",
                $"--root-ca-file={At("ca.crt")}",
                "--controllers=*,-nodelifecycle,-podgc,-nodeipam,-attachdetach,-route,-service",
            ]
        );
    }

    LabProcess Start(string name, string program, params IReadOnlyList<string> arguments) =>
        LabProcess.Start(program, arguments, _directory, At($"{name}.log"));

    async Task UntilAsync(
        LabProcess process,
        Func<CancellationToken, Task<bool>> condition,
        CancellationToken cancellation
    )
    {
        var holds = await Patience.UntilAsync(
            async () => process.HasExited || await condition(cancellation),
            Patient,
            _time,
            cancellation
        );
        if (holds && !process.HasExited)
            return;
        var log = LogTail.Read(process.Log, 8);
        throw new LabException(
            $"{Path.GetFileNameWithoutExtension(process.Log)} "
                + (holds ? "ended" : $"was not ready within {Patient.TotalSeconds:0} s")
                + $". The end of {process.Log}:\n{log}"
        )
        {
            IsPortTaken = log.Contains("address already in use", StringComparison.OrdinalIgnoreCase),
        };
    }

    async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Client.HttpClient.GetAsync(new Uri($"{Server}/readyz"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    async Task<bool> HasAccountAsync(CancellationToken cancellation)
    {
        var accounts = await Client.CoreV1.ListNamespacedServiceAccountAsync(
            "default",
            cancellationToken: cancellation
        );
        return accounts.Items.Count > 0;
    }

    string At(string name) => Path.Combine(_directory, name);

    void Write(string name, string content)
    {
        File.WriteAllText(At(name), content);
        File.SetUnixFileMode(At(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
