using Microsoft.Extensions.Logging.Console;

namespace Primacy.Hosting;

/// <summary>How a service logs: on standard error, for people or for systemd.</summary>
internal static class ServiceLogging
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        // That the service cannot start, or stopped by a fault, is said once and by us.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddConsole(console =>
        {
            console.FormatterName = LineFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        var isForSystemd = Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null;
        logging.Services.AddSingleton<ConsoleFormatter>(
            new LineFormatter(TimeProvider.System, isForSystemd, IsColoured)
        );
    }

    /// <summary>See https://no-color.org.</summary>
    static bool IsColoured =>
        !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
