using System.Runtime.InteropServices;
using Primacy.Configuration;
using Primacy.Kubernetes;
using Primacy.Watching;
using Primacy.Web;

namespace Primacy.Hosting;

/// <summary>What <c>primacy watch</c> does: starts, reloads on SIGHUP, stops cleanly on SIGTERM.</summary>
internal static class WatchService
{
    public const int ExitStopped = 0;

    public const int ExitCannotStart = 1;

    /// <summary>The service found a fault of its own and stopped, so that its supervisor starts it again.</summary>
    public const int ExitFailed = 70;

    public static async Task<int> RunAsync(ConfigurationSource source, CancellationToken cancellation)
    {
        var running = new TaskCompletionSource<WatchHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var hangUp = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            signal =>
            {
                // Without this the signal would end the process, which is what it means to a terminal.
                signal.Cancel = true;
                _ = ReloadAsync(running.Task);
            }
        );
        if (Complaints.Print(source.Load(), Console.Error) is not { } options)
            return ExitCannotStart;
        try
        {
            if (await StartAsync(source, options, cancellation) is not { } started)
                return ExitCannotStart;
            await using var host = started;
            running.SetResult(host);
            return await WaitAsync(host, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Told to stop before it had started.
            return ExitStopped;
        }
    }

    /// <summary>The running service; null, and a line that says why, when it cannot start.</summary>
    static async Task<WatchHost?> StartAsync(
        ConfigurationSource source,
        WatchOptions options,
        CancellationToken cancellation
    )
    {
        try
        {
            return await WatchHost.StartAsync(
                options,
                started => ReloaderFor(source, started, options),
                ServiceLogging.Configure,
                cancellation
            );
        }
        catch (Exception fault) when (fault is JournalException or IOException or KubernetesAccessException)
        {
            Console.Error.WriteLine($"primacy: cannot start: {fault.Message}");
            return null;
        }
    }

    /// <summary>A signal has no sender to answer, so that a fault is said here or nowhere.</summary>
    static async Task ReloadAsync(Task<WatchHost> running)
    {
        try
        {
            var host = await running;
            await host.Reload(CancellationToken.None);
        }
        catch (Exception fault)
        {
            Console.Error.WriteLine($"primacy: the configuration could not be loaded again: {fault}");
        }
    }

    static async Task<int> WaitAsync(WatchHost host, CancellationToken cancellation)
    {
        if (host.Address is { } address)
            Console.Error.WriteLine($"primacy: page, API and metrics at {address}");
        await using var stop = cancellation.Register(() => _ = host.StopAsync());
        await host.Stopped;
        if (host.Failure is not { } failure)
            return ExitStopped;
        Console.Error.WriteLine($"primacy: stopped by a fault of its own: {failure}");
        return ExitFailed;
    }

    static Reload ReloaderFor(ConfigurationSource source, WatchHost host, WatchOptions started)
    {
        var reloader = new ConfigurationReloader(source, host, started, host.Logger<ConfigurationReloader>());
        return cancellation => Task.Run(reloader.Reload, cancellation);
    }
}
