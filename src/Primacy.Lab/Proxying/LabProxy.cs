using CliWrap;
using Primacy.Lab.Networking;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Proxying;

/// <summary>A lab's proxy as the lab sees it: in this process or in one of its own, it takes the same orders.</summary>
internal sealed class LabProxy(LabDirectory directory, IReadOnlyList<string>? command, TimeProvider time) : ILabNetwork
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    const int LogLinesShown = 6;

    ProxyServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (command is not null)
        {
            await StartProcessAsync(command, cancellationToken);
            return;
        }
        _server = await ProxyServer.StartAsync(directory, time);
    }

    public Task<bool> IsUpAsync(CancellationToken cancellationToken) =>
        ProxyControl.AskAsync(directory, ProxyControl.Apply, cancellationToken);

    /// <summary>Always the proxy's own port: the proxy knows who the upstream is.</summary>
    public (string Host, int Port) WayTo(LabInstance upstream, LabInstance standby) =>
        (standby.Host, standby.UpstreamPort);

    public IReadOnlyList<string> Entrance(int number) => [];

    public async Task ChangeAsync(Func<Routes, Routes> change, CancellationToken cancellationToken)
    {
        using (await FileLock.TakeAsync(directory.RoutesLock, time, cancellationToken))
        {
            var changed = change(directory.ReadRoutes());
            if (changed.Cuts is not [])
                throw new LabException(
                    "A proxy cuts both directions or none. Start the lab with: primacy lab up --network namespaces"
                );
            directory.Write(changed);
        }
        await RefreshAsync(cancellationToken);
    }

    /// <summary>Lets the proxy see at once what became of the servers, and starts it again if it was killed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (await ProxyControl.AskAsync(directory, ProxyControl.Apply, cancellationToken))
            return;
        if (command is null)
            throw new LabException(
                $"The lab's proxy is gone. Take the lab down and start another: '{directory.Path}'."
            );
        await StartProcessAsync(command, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
    }

    /// <summary>
    /// In a session of its own, so that neither Ctrl+C nor the end of the terminal reaches it, and with none of this
    /// process's files open.
    /// </summary>
    async Task StartProcessAsync(IReadOnlyList<string> program, CancellationToken cancellationToken)
    {
        const string Detach = """log=$1; shift; exec setsid --fork "$@" </dev/null >>"$log" 2>&1""";
        await Cli.Wrap("/bin/sh")
            .WithArguments(["-c", Detach, "sh", directory.ProxyLog, .. program, directory.Path])
            .WithWorkingDirectory("/")
            .ExecuteAsync(cancellationToken);
        var isUp = await Patience.UntilAsync(
            async () => await ProxyControl.AskAsync(directory, ProxyControl.Apply, cancellationToken),
            StartTimeout,
            time,
            cancellationToken
        );
        if (isUp)
            return;
        var log = LogTail.Read(directory.ProxyLog, LogLinesShown);
        throw new LabException($"The lab's proxy did not start. The end of {directory.ProxyLog}:\n{log}");
    }
}
