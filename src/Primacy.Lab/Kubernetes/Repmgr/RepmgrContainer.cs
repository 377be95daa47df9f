using System.Globalization;
using CliWrap.Buffered;
using Primacy.Lab.Kubernetes.Node;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Kubernetes.Repmgr;

/// <summary>
/// Starts and ends as bitnami's postgresql-repmgr does in the chart postgresql-ha: with one PostgreSQL and one repmgrd.
/// </summary>
internal sealed class RepmgrContainer(
    RepmgrSettings settings,
    PodPlace place,
    PodAddresses addresses,
    RepmgrPrograms programs,
    TimeProvider time
) : IContainer
{
    static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    readonly RepmgrFiles _files = new(settings, place, programs);
    readonly RepmgrDatabase _database = new(settings, place.Address);
    readonly RepmgrPartners _partners = new(settings, addresses);
    readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    LabProcess? _server;
    LabProcess? _daemon;

    /// <summary>The daemon is what the image runs in the foreground; without a server it has nothing to do.</summary>
    public Task Exited => Task.WhenAny(_killed.Task, _server?.Exited ?? _killed.Task, _daemon?.Exited ?? _killed.Task);

    ServerProcesses Processes => new(_files.Data, time);

    public async Task StartAsync(CancellationToken cancellation)
    {
        _files.Write();
        // Of a node that was ended in the middle something may be left.
        await Processes.KillAsync(cancellation);
        var found = place.IsAlone ? null : await _partners.FindPrimaryAsync(cancellation);
        if (RepmgrRole.Choose(found, _files.WasPrimary, settings) is RepmgrRole.Standby(var upstream))
            await StartStandbyAsync(upstream, cancellation);
        else
            await StartPrimaryAsync(cancellation);
        string[] options = ["-f", _files.Configuration, "--daemonize=false", "--no-pid-file"];
        _daemon = Start(programs.Daemon, options, _files.DaemonLog);
    }

    /// <summary>As the chart's probe, which runs pg_isready.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellation) =>
        _database.IsTrueAsync("SELECT true", cancellation);

    /// <summary>
    /// A primary's hook shuts PostgreSQL down, which makes the others choose a new primary, and waits until they have.
    /// </summary>
    public async Task StopAsync(CancellationToken patience)
    {
        try
        {
            var isPrimary = await _database.IsTrueAsync("SELECT NOT pg_is_in_recovery()", patience);
            _server?.Send(Signal.FastShutdown);
            if (_server is not null)
                await _server.Exited.WaitAsync(patience);
            while (isPrimary && await _partners.FindPrimaryAsync(patience) is var other && !IsAnother(other))
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // What is left is killed.
        }
    }

    public async Task KillAsync()
    {
        if (_daemon is not null)
            await _daemon.KillAsync();
        await Processes.KillAsync(CancellationToken.None);
        if (_server is not null)
            await _server.Exited;
        _killed.TrySetResult();
    }

    bool IsAnother(string? found) => found is not null && found != settings.NetworkName;

    async Task StartPrimaryAsync(CancellationToken cancellation)
    {
        if (!_files.HasData)
            await InitializeAsync(cancellation);
        _files.WasPrimary = true;
        await StartServerAsync(cancellation);
        await _database.MakeRepmgrAsync(cancellation);
        await RepmgrAsync(["primary", "register", "--force"], cancellation);
    }

    async Task StartStandbyAsync(string upstream, CancellationToken cancellation)
    {
        if (place.IsAlone)
            throw new LabException($"The name {upstream} is not known.");
        _files.WasPrimary = false;
        var isThere = await Patience.UntilAsync(
            async () => await _partners.AskAsync(upstream, cancellation) == upstream,
            StartPatience,
            time,
            cancellation
        );
        if (!isThere)
            throw new LabException($"{upstream} was no primary within {StartPatience.TotalSeconds:0} s.");
        string[] source = ["-h", addresses.Resolve(upstream), "-p", Text(settings.Port), "-U", settings.User];
        string[] clone = ["-d", settings.Database, "standby", "clone", "--fast-checkpoint", "--force"];
        await RepmgrAsync([.. source, .. clone], cancellation);
        await StartServerAsync(cancellation);
        await RepmgrAsync(["standby", "register", "--force"], cancellation);
    }

    async Task InitializeAsync(CancellationToken cancellation)
    {
        programs.Account.WriteFile(_files.FirstPassword, settings.SuperuserPassword);
        string[] options = ["-U", RepmgrSettings.Superuser, "-A", "scram-sha-256", "--pwfile", _files.FirstPassword];
        string[] data = ["-D", _files.Data, "--no-sync", "--encoding=UTF8", "--locale=C"];
        await RunAsync(programs.At("initdb"), [.. data, .. options], cancellation);
        File.Delete(_files.FirstPassword);
        _files.WriteServerConfiguration();
    }

    async Task StartServerAsync(CancellationToken cancellation)
    {
        // The number in it may be another process's by now.
        File.Delete(Path.Combine(_files.Data, "postmaster.pid"));
        string[] own = ["-D", _files.Data, "-h", place.Address, "-p", Text(settings.Port)];
        var server = _server = Start(programs.At("postgres"), own, _files.ServerLog);
        var answers = await Patience.UntilAsync(
            async () => server.HasExited || await IsReadyAsync(cancellation),
            StartPatience,
            time,
            cancellation
        );
        if (!answers || server.HasExited)
            throw new LabException(
                $"PostgreSQL did not start. The end of {_files.ServerLog}:\n{LogTail.Read(_files.ServerLog, 8)}"
            );
    }

    Task RepmgrAsync(IReadOnlyList<string> words, CancellationToken cancellation) =>
        RunAsync(programs.Repmgr, ["-f", _files.Configuration, .. words], cancellation);

    async Task RunAsync(string program, IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var command = programs.Account.Command(program, words, place.Volume);
        var environment = command.EnvironmentVariables.Concat(_files.Environment);
        var result = await command
            .WithEnvironmentVariables(environment.ToDictionary(pair => pair.Key, pair => pair.Value))
            .ExecuteBufferedAsync(cancellation);
        if (result.ExitCode != 0)
            throw new LabException(
                $"{Path.GetFileName(program)} ended with {Text(result.ExitCode)}: {result.StandardError.Trim()}"
            );
    }

    LabProcess Start(string program, IReadOnlyList<string> words, string log) =>
        LabProcess.Start(programs.Account, program, words, place.Volume, log, _files.Environment);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
