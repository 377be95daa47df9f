using System.Diagnostics;
using System.Globalization;

namespace Primacy.Bench.SplitBrain;

/// <summary>A child process whose CPU time and memory are measured, and which dies with the benchmark.</summary>
internal sealed class ChildProcess : IDisposable
{
    readonly Process _process;
    readonly Queue<string> _lastLines = new();

    public ChildProcess(
        string name,
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment
    )
    {
        Name = name;
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>User and system time since its start.</summary>
    public TimeSpan Cpu
    {
        get
        {
            ThrowIfGone();
            return CpuClock.Read(_process.Id);
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Resident memory, of which a page that several processes share counts for its part.</summary>
    public long ProportionalBytes =>
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/smaps_rollup"))
            .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line[4..^2], NumberStyles.Number, CultureInfo.InvariantCulture) * 1024);

    public void ThrowIfGone()
    {
        if (!_process.HasExited)
            return;
        lock (_lastLines)
        {
            var words = string.Join(Environment.NewLine, _lastLines);
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{Name} ended with {_process.ExitCode}:\n{words}")
            );
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    void Remember(string? line)
    {
        if (line is null)
            return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20)
                _lastLines.Dequeue();
        }
    }
}
