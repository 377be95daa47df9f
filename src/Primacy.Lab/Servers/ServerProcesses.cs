using System.Globalization;

namespace Primacy.Lab.Servers;

/// <summary>The processes that work in a data directory, and the signals that end or halt them.</summary>
internal sealed class ServerProcesses(string dataDirectory, TimeProvider time)
{
    static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(30);
    static readonly TimeSpan FreezeTimeout = TimeSpan.FromSeconds(10);

    string PostmasterPath => Path.Combine(dataDirectory, "postmaster.pid");

    public bool AreRunning => ProcessTable.In(dataDirectory).Count > 0;

    /// <summary>Whether the postmaster is halted by SIGSTOP.</summary>
    public bool AreFrozen => Postmaster is { } id && ProcessTable.IsFrozen(id);

    /// <summary>The one postmaster.pid names, if it really is this server's.</summary>
    public int? Postmaster => PostmasterOf(PostmasterFile());

    /// <summary>
    /// Whether it listens for connections, without knocking, which it would log: a postmaster writes down its addresses
    /// once it listens on them.
    /// </summary>
    public bool IsListening => PostmasterFile() is [_, _, _, _, _, not "", ..] file && PostmasterOf(file) is not null;

    /// <summary>A fast shutdown. Whether all are gone in time.</summary>
    public async Task<bool> StopAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Postmaster is { } postmaster)
            Send(Signal.FastShutdown, postmaster);
        return await GoneAsync(timeout, cancellationToken);
    }

    /// <summary>Begins a smart shutdown, which lasts for as long as anybody is connected.</summary>
    public void BeginToStop()
    {
        if (Postmaster is { } postmaster)
            Send(Signal.SmartShutdown, postmaster);
    }

    /// <summary>
    /// Halts the postmaster alone: nobody gets in, and no shutdown begins; those who are in go on.
    /// </summary>
    public void Hang()
    {
        if (Postmaster is { } postmaster)
            Send(Signal.Freeze, postmaster);
    }

    /// <summary>Ends the server at once, but lets the postmaster clean up its shared memory if it still can.</summary>
    public async Task DiscardAsync(CancellationToken cancellationToken)
    {
        if (Postmaster is { } postmaster)
        {
            Thaw();
            Send(Signal.ImmediateShutdown, postmaster);
            await GoneAsync(KillTimeout, cancellationToken);
        }
        await KillAsync(cancellationToken);
    }

    /// <summary>SIGKILL for every process of the server, the postmaster first so that it starts no more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        var gone = await Patience.UntilAsync(() => SendAll(Signal.Kill) == 0, KillTimeout, time, cancellationToken);
        if (!gone)
            throw new LabException(
                $"The server in '{dataDirectory}' has processes {KillTimeout.TotalSeconds:0} s after SIGKILL."
            );
        SharedMemory.Release(PostmasterFile());
    }

    public void Freeze()
    {
        // A frozen postmaster starts no more children, so the second round finds those born during the first.
        SendAll(Signal.Freeze);
        SendAll(Signal.Freeze);
        // A signal arrives when its process is given a processor next, and who calls wants to find it frozen.
        SpinWait.SpinUntil(() => Postmaster is null || AreFrozen, FreezeTimeout);
    }

    public void Thaw() => SendAll(Signal.Thaw);

    Task<bool> GoneAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        Patience.UntilAsync(() => !AreRunning, timeout, time, cancellationToken);

    int SendAll(Signal signal)
    {
        var postmaster = Postmaster;
        var processes = ProcessTable.In(dataDirectory).OrderByDescending(id => id == postmaster).ToList();
        foreach (var process in processes)
            Send(signal, process);
        return processes.Count;
    }

    static void Send(Signal signal, int process) => _ = Native.Kill(process, (int)signal);

    int? PostmasterOf(string[] file) =>
        file is [var first, ..]
        && int.TryParse(first, CultureInfo.InvariantCulture, out var id)
        && ProcessTable.IsIn(dataDirectory, id)
            ? id
            : null;

    string[] PostmasterFile()
    {
        try
        {
            return File.ReadAllLines(PostmasterPath);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
