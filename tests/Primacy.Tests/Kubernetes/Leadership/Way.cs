using Primacy.Lab.Proxying;
using Primacy.Peers;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>A port of ours before a port of this machine, that can hold up all that passes.</summary>
sealed class Way : IAsyncDisposable
{
    readonly ProxyLink _link;
    readonly int _target;

    Way(int port, int target)
    {
        (Port, _target) = (port, target);
        _link = new ProxyLink(port);
    }

    public int Port { get; }

    public static Way To(int target)
    {
        var way = new Way(FreePort.Take(), target);
        way.Open();
        way._link.MirrorAsync([target]).GetAwaiter().GetResult();
        return way;
    }

    public void Open() => _link.Route(_target, isCutOff: false);

    public void Close() => _link.Route(_target, isCutOff: true);

    /// <summary>A kubeconfig of somebody who goes this way to the API server.</summary>
    public string Kubeconfig(ControlPlane plane, string file)
    {
        var text = File.ReadAllText(plane.Kubeconfig);
        File.WriteAllText(file, text.Replace($"127.0.0.1:{_target}", $"127.0.0.1:{Port}", StringComparison.Ordinal));
        return file;
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
