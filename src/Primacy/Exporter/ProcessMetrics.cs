using System.Diagnostics;
using System.Reflection;
using Primacy.Exposition;

namespace Primacy.Exporter;

/// <summary>
/// What is measured of the process itself, in Prometheus' standard names. See
/// https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics.
/// </summary>
internal static class ProcessMetrics
{
    const string OpenFiles = "/proc/self/fd";

    static readonly double StartedAtSeconds = StartedAt();

    static readonly string Version =
        typeof(ProcessMetrics)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "unknown";

    public static void Write(ExpositionWriter writer)
    {
        writer.Gauge("primacy_build_info", "1 with the version that runs.");
        writer.Sample(1, ("version", Version), ("runtime", Environment.Version.ToString()));
        if (!OperatingSystem.IsIOS() && !OperatingSystem.IsTvOS())
        {
            writer.Counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.");
            writer.Sample(Environment.CpuUsage.TotalTime.TotalSeconds);
        }
        writer.Gauge("process_resident_memory_bytes", "Resident memory size in bytes.");
        writer.Sample(Environment.WorkingSet);
        writer.Gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.");
        writer.Sample(StartedAtSeconds);
        if (!Directory.Exists(OpenFiles))
            return;
        writer.Gauge("process_open_fds", "Number of open file descriptors.");
        writer.Sample(Directory.EnumerateFileSystemEntries(OpenFiles).Count());
    }

    static double StartedAt()
    {
        using var self = Process.GetCurrentProcess();
        return (self.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }
}
