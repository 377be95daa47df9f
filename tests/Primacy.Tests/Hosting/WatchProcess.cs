using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>The real executable, watching, in a process of its own that can be killed.</summary>
sealed partial class WatchProcess : IDisposable
{
    static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "primacy");

    /// <summary>Of a configuration whose "web" names a file with it.</summary>
    public const string Token = "a-token-of-the-tests-0123456789";

    readonly Process _process;
    readonly ConcurrentQueue<string> _errors = new();
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    WatchProcess(Process process)
    {
        _process = process;
        _http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    /// <summary>What it said on standard error.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Where it serves its page, once it has said so.</summary>
    public Uri? Address =>
        _errors.Select(line => PageAt().Match(line)).FirstOrDefault(m => m.Success) is { } match
            ? new Uri(match.Groups[1].Value)
            : null;

    /// <summary>The most memory that it has ever held, while it runs.</summary>
    public long PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / (1024 * 1024);
        }
    }

    public static WatchProcess Start(string? password, params IEnumerable<string> arguments) =>
        StartIn(password is null ? [] : [("PGPASSWORD", password)], arguments);

    /// <summary>With these environment variables besides.</summary>
    public static WatchProcess StartIn(
        IEnumerable<(string Name, string Value)> environment,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo(Executable, ["watch", .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = new WatchProcess(Process.Start(start)!);
        process._process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                process._errors.Enqueue(text);
        };
        process._process.BeginErrorReadLine();
        process._process.BeginOutputReadLine();
        return process;
    }

    public async Task ReadyAsync() =>
        await HoldsAsync(async () => await GetAsync("/readyz") is not null, "it is ready");

    /// <summary>What a path answers, however long that takes on a busy machine; anything but success fails.</summary>
    public async Task<string> AnswerAsync(string path)
    {
        Assert.True(Address is not null, $"{path} was asked of one that serves no page:\n{Errors}");
        try
        {
            return await _http.GetStringAsync(new Uri(Address, path));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw new InvalidOperationException($"{path} was not answered: {e.Message}\n{Errors}", e);
        }
    }

    /// <summary>
    /// What a path answers; null when it does not soon, or not with success. For whoever asks again until it does, as
    /// one that is frozen never will; whoever asks once wants <see cref="AnswerAsync"/>.
    /// </summary>
    public async Task<string?> GetAsync(string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            return Address is { } address ? await _http.GetStringAsync(new Uri(address, path), patience.Token) : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public async Task<int> PostAsync(string path, HttpContent? content = null) =>
        (int)(await _http.PostAsync(new Uri(Address!, path), content)).StatusCode;

    public async Task<int> PutAsync(string path, HttpContent content) =>
        (int)(await _http.PutAsync(new Uri(Address!, path), content)).StatusCode;

    public async Task<int> DeleteAsync(string path) =>
        (int)(await _http.DeleteAsync(new Uri(Address!, path))).StatusCode;

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Signal(PosixSignal signal) =>
        Process.Start("kill", [signal is PosixSignal.SIGHUP ? "-HUP" : "-TERM", $"{_process.Id}"]).WaitForExit();

    /// <summary>It does nothing any more, and is not told so: SIGSTOP.</summary>
    public void Freeze() => Process.Start("kill", ["-STOP", $"{_process.Id}"]).WaitForExit();

    public void Resume()
    {
        if (!_process.HasExited)
            Process.Start("kill", ["-CONT", $"{_process.Id}"]).WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.False(_process.HasExited, $"It ended while waiting that {what}:\n{Errors}");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"Waited in vain that {what}:\n{Errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        _http.Dispose();
    }

    [GeneratedRegex(@"page, API and metrics at (\S+)")]
    private static partial Regex PageAt();
}
