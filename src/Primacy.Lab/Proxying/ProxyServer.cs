using System.Net.Sockets;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Proxying;

/// <summary>
/// All links of one lab, two for each instance: one before the server, one before its upstream. It takes its routes
/// from the lab's directory whenever told to through a socket there, and ends when that directory is gone.
/// </summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    static readonly TimeSpan MirrorInterval = TimeSpan.FromMilliseconds(50);

    readonly LabDirectory _directory;
    readonly TimeProvider _time;
    readonly IReadOnlyList<LabInstance> _instances;
    readonly Dictionary<int, ProxyLink> _servers;
    readonly Dictionary<int, ProxyLink> _upstreams;
    readonly SemaphoreSlim _applying = new(1, 1);
    readonly CancellationTokenSource _stopping = new();
    Socket? _control;

    ProxyServer(LabDirectory directory, TimeProvider time)
    {
        _directory = directory;
        _time = time;
        _instances = directory.Instances();
        _servers = _instances.ToDictionary(instance => instance.Number, instance => new ProxyLink(instance.Port));
        _upstreams = _instances.ToDictionary(
            instance => instance.Number,
            instance => new ProxyLink(instance.UpstreamPort)
        );
    }

    /// <summary>Ends when the proxy was told to stop, or lost its lab.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public static async Task<ProxyServer> StartAsync(LabDirectory directory, TimeProvider time)
    {
        var proxy = new ProxyServer(directory, time);
        try
        {
            await proxy.ApplyAsync();
            proxy.Completion = Task.WhenAll(proxy.MirrorAsync(), proxy.ServeAsync(proxy.OpenControl()));
            return proxy;
        }
        catch (Exception)
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Completion;
        foreach (var link in _servers.Values.Concat(_upstreams.Values))
            await link.DisposeAsync();
        _control?.Dispose();
        _applying.Dispose();
        _stopping.Dispose();
    }

    async Task ApplyAsync()
    {
        await _applying.WaitAsync();
        try
        {
            var routes = _directory.ReadRoutes();
            foreach (var instance in _instances)
            {
                var upstream = _instances.FirstOrDefault(other => other.Number == routes.UpstreamOf(instance.Number));
                var isCutOff = routes.IsPartitioned(instance.Number);
                var isUpstreamCutOff = upstream is not null && routes.IsPartitioned(upstream.Number);
                _servers[instance.Number].Route(instance.RealPort, isCutOff);
                _upstreams[instance.Number].Route(upstream?.RealPort, isCutOff || isUpstreamCutOff);
            }
            await MirrorOnceAsync();
        }
        finally
        {
            _applying.Release();
        }
    }

    async Task MirrorOnceAsync()
    {
        var listening = _instances
            .Where(instance => new ServerProcesses(instance.DataDirectory, _time).IsListening)
            .Select(instance => instance.RealPort)
            .ToHashSet();
        foreach (var link in _servers.Values.Concat(_upstreams.Values))
            await link.MirrorAsync(listening);
    }

    async Task MirrorAsync()
    {
        using var timer = new PeriodicTimer(MirrorInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                if (!_directory.Exists)
                    await _stopping.CancelAsync();
                await _applying.WaitAsync(_stopping.Token);
                try
                {
                    await MirrorOnceAsync();
                }
                finally
                {
                    _applying.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    Socket OpenControl()
    {
        File.Delete(_directory.ControlSocket);
        _control = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _control.Bind(new UnixDomainSocketEndPoint(_directory.ControlSocket));
        _control.Listen();
        return _control;
    }

    async Task ServeAsync(Socket control)
    {
        try
        {
            while (true)
            {
                using var caller = await control.AcceptAsync(_stopping.Token);
                var word = new byte[1];
                if (await caller.ReceiveAsync(word, _stopping.Token) == 0)
                    continue;
                if (word[0] == ProxyControl.Stop)
                    await _stopping.CancelAsync();
                else
                    await ApplyAsync();
                await caller.SendAsync(word, CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }
}
